package quayside.core.fleet;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Growing pauses between tries: 1, 2, 4 … 60 seconds, each up to a fifth longer or shorter. */
final class BackOff {
  private static final long MOST_SECONDS = 60;

  private final DoubleSupplier random;
  private int failures;

  /**
   * Starts with the shortest pause.
   *
   * @param random numbers from 0 to 1
   */
  BackOff(DoubleSupplier random) {
    this.random = random;
  }

  /** The pause after one more failure. */
  Duration next() {
    long seconds = Math.min(MOST_SECONDS, 1L << Math.min(failures, 10));
    failures++;
    double factor = 0.8 + 0.4 * random.getAsDouble();
    return Duration.ofMillis(Math.round(seconds * 1000 * factor));
  }

  /** It worked: start again with the shortest. */
  void reset() {
    failures = 0;
  }
}
