package quayside.core.migrate.way;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Container;
import quayside.core.operation.OperationView.Forecast;

/**
 * Decides how often to sync before the switch-over, and foretells the stop: time to shut down, plus
 * what is left divided by the measured rate, plus what a round costs however little it carries.
 */
public final class SyncPolicy {
  static final Duration SHORT = Duration.ofSeconds(2);
  static final int MOST_ROUNDS = 10;

  /** A round that shrinks the rest by less than a fifth does not pay. */
  private static final double PAYS = 0.8;

  private static final Duration SHUTDOWN = Duration.ofMillis(800);
  private static final Duration FIXED = Duration.ofMillis(500);
  private static final long SLOWEST = 1L << 20;

  private final List<Measured> rounds = new ArrayList<>();
  private int syncs;

  /** What a round carried. */
  private record Measured(long bytes, Duration took, boolean sync) {
    double rate() {
      return bytes / Math.max(1e-3, took.toNanos() / 1e9);
    }
  }

  /** How long the container would be stopped, as far as can be told without trying. */
  public static Optional<Duration> expectedStop(MoveRequest request, Container container) {
    if (!request.stops() || !container.state().runs()) {
      return Optional.of(Duration.ZERO);
    }
    return request.options().switchOver() instanceof MoveRequest.SwitchOver.WithoutSync
        ? Optional.empty()
        : Optional.of(SHORT);
  }

  /** Notes the first copy. */
  public void copied(long bytes, Duration took) {
    rounds.add(new Measured(bytes, took, false));
  }

  /** Notes a sync. */
  public void synced(long bytes, Duration took) {
    rounds.add(new Measured(bytes, took, true));
    syncs++;
  }

  /** How many there were. */
  public int syncs() {
    return syncs;
  }

  /** The rate of the round that carried most, in bytes per second; small ones tell only costs. */
  double rate() {
    Measured biggest = null;
    for (Measured round : rounds) {
      if (biggest == null || round.bytes > biggest.bytes) {
        biggest = round;
      }
    }
    return biggest == null ? SLOWEST : Math.max(SLOWEST, biggest.rate());
  }

  /** What a round costs beside its bytes: learned from the cheapest sync. */
  Duration fixedCost() {
    double rate = rate();
    double least = Double.MAX_VALUE;
    for (Measured round : rounds) {
      if (round.sync) {
        least = Math.min(least, round.took.toNanos() / 1e9 - round.bytes / rate);
      }
    }
    return least == Double.MAX_VALUE ? FIXED : seconds(Math.max(0, least));
  }

  /**
   * Foretells a switch-over.
   *
   * @param rest bytes written since the last round
   * @param running whether there is anything to stop
   */
  public Forecast forecast(long rest, boolean running) {
    Duration stop =
        running ? SHUTDOWN.plus(fixedCost()).plus(seconds(rest / rate())) : Duration.ZERO;
    return new Forecast(rest, stop);
  }

  /** Whether further syncs would not shorten the stop, given what is left now. */
  public boolean enough(Forecast forecast) {
    if (syncs == 0) {
      return forecast.bytes() == 0 || forecast.stop().isZero();
    }
    return forecast.stop().compareTo(SHORT) <= 0
        || syncs >= MOST_ROUNDS
        || stagnates(forecast.bytes());
  }

  private boolean stagnates(long rest) {
    List<Long> deltas = new ArrayList<>();
    rounds.stream().filter(Measured::sync).forEach(r -> deltas.add(r.bytes));
    deltas.add(rest);
    int n = deltas.size();
    return n >= 3
        && hardlyShrinks(deltas.get(n - 3), deltas.get(n - 2))
        && hardlyShrinks(deltas.get(n - 2), rest);
  }

  private static boolean hardlyShrinks(long before, long after) {
    return after > before * PAYS;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
