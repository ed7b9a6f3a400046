package quayside.core.archive.zfs;

/**
 * A point in time as file systems keep it: seconds since 1970, which may be negative, and
 * nanoseconds to add.
 */
public record Timestamp(long seconds, int nanos) implements Comparable<Timestamp> {
  /** Midnight, 1 January 1970, UTC. */
  public static final Timestamp EPOCH = new Timestamp(0, 0);

  /** Nanoseconds since 1970; wraps around for times centuries away. */
  public long inNanos() {
    return seconds * 1_000_000_000 + nanos;
  }

  @Override
  public int compareTo(Timestamp other) {
    int bySeconds = Long.compare(seconds, other.seconds);
    return bySeconds != 0 ? bySeconds : Integer.compare(nanos, other.nanos);
  }
}
