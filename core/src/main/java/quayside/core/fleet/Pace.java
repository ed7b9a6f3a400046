package quayside.core.fleet;

import java.util.concurrent.TimeUnit;

/**
 * How often a node is asked. With events seldom, only for what has no event (memory, disk); without
 * them the more seldom the less happens.
 */
final class Pace {
  private static final long EVENTS = TimeUnit.SECONDS.toNanos(30);
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(2);

  private boolean events = true;
  private boolean first = true;
  private long nanos = SHORTEST;

  /** This node has no events. */
  synchronized void withoutEvents() {
    events = false;
  }

  /** The node answered; with something new or with the same. */
  synchronized void heard(boolean news) {
    nanos = news ? SHORTEST : Math.min(EVENTS, nanos * 2);
  }

  /** Until the next question. */
  synchronized long nanos() {
    boolean soon = first; // what is told with a delay, such as memory, is there by then
    first = false;
    return events && !soon ? EVENTS : nanos;
  }
}
