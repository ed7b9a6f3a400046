package quayside.core.fleet;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that the machine slept: the wall clock went on while the monotonic clock stood still.
 * Connections are then dead without knowing it, and pauses between tries are long over.
 */
final class SleepSense {
  private static final long JUMP_MILLIS = 5_000;

  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private long lastWall;
  private long lastNanos;

  SleepSense(LongSupplier wallMillis, LongSupplier nanos) {
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.lastWall = wallMillis.getAsLong();
    this.lastNanos = nanos.getAsLong();
  }

  /** Whether the machine slept since the last question. */
  boolean slept() {
    long wall = wallMillis.getAsLong();
    long now = nanos.getAsLong();
    long jump = (wall - lastWall) - TimeUnit.NANOSECONDS.toMillis(now - lastNanos);
    lastWall = wall;
    lastNanos = now;
    return jump > JUMP_MILLIS;
  }
}
