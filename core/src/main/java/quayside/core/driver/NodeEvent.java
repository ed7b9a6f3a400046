package quayside.core.driver;

import quayside.core.model.ContainerState;

/** What a node tells by itself. */
public sealed interface NodeEvent {

  /**
   * A container changed its state.
   *
   * @param nanoTime when the event arrived, by {@link System#nanoTime()}
   */
  record StateChanged(String pool, String id, ContainerState state, long nanoTime)
      implements NodeEvent {}

  /** The list of containers, users or groups is another now: ask again. */
  record ListChanged() implements NodeEvent {}
}
