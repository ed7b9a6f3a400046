package quayside.core.fleet;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.InstanceServer;

/** What can be done to an instance of an Incus or LXD server beyond starting and stopping it. */
public sealed interface InstanceChange {

  /** Another name, without project, while it is stopped. */
  record Rename(String name) implements InstanceChange {}

  /** A snapshot of its files. */
  record TakeSnapshot(String snapshot) implements InstanceChange {}

  /** Another name for a snapshot. */
  record RenameSnapshot(String snapshot, String name) implements InstanceChange {}

  /** The instance becomes what it was; one that runs is stopped for it and started again. */
  record RestoreSnapshot(String snapshot) implements InstanceChange {}

  /** The snapshot is gone. */
  record DeleteSnapshot(String snapshot) implements InstanceChange {}

  /**
   * Does it and waits until it is done.
   *
   * @param instance {@code project:name}
   */
  default void make(InstanceServer server, String instance) throws IOException {
    switch (this) {
      case Rename(var name) -> server.instances().rename(instance, name);
      case TakeSnapshot(var snapshot) ->
          server.snapshots().create(instance, snapshot, false, Optional.empty());
      case RenameSnapshot(var snapshot, var name) ->
          server.snapshots().rename(instance, snapshot, name);
      case RestoreSnapshot(var snapshot) -> server.snapshots().restore(instance, snapshot, false);
      case DeleteSnapshot(var snapshot) -> server.snapshots().delete(instance, snapshot);
    }
  }
}
