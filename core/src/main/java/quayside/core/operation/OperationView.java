package quayside.core.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quayside.core.problem.Problem;

/**
 * An operation at one moment, complete: whoever shows it needs nothing else.
 *
 * @param id unique, also the name of its journal
 * @param kind what it does
 * @param source what it works on
 * @param target where it goes
 * @param started when it was begun
 * @param ended when it ended, if it has
 * @param status where it stands
 * @param steps in order
 * @param rounds the streams so far, oldest first: the first copy, then each sync, then the last one
 * @param bytesPerSecond rate of the running stream; empty while nothing is streamed
 * @param timeLeft of the stream under way
 * @param forecast what a switch-over now would mean
 * @param stop the measured stop, once the target runs
 * @param problem why it failed, or what it waits for
 * @param leftovers what is left where, in sentences; with the commands to finish by hand
 * @param actions what can be asked of it now
 */
public record OperationView(
    String id,
    Kind kind,
    Place source,
    Place target,
    Instant started,
    Optional<Instant> ended,
    Status status,
    List<StepView> steps,
    List<Round> rounds,
    OptionalLong bytesPerSecond,
    Optional<Duration> timeLeft,
    Optional<Forecast> forecast,
    Optional<StopTime> stop,
    Optional<Problem> problem,
    List<String> leftovers,
    Set<OperationAction> actions) {

  /** Kinds of operations. */
  public enum Kind {
    MOVE,
    CLONE,
    /** A container becomes an archive on this machine. */
    EXPORT,
    /** An archive becomes a container. */
    IMPORT,
    /** A container is made from an image, from nothing, or as a copy on its node. */
    CREATE;

    /** Whether a container goes from node to node, so that there is a moment to switch over. */
    public boolean switchesOver() {
      return this == MOVE || this == CLONE;
    }
  }

  /** Where an operation stands. */
  public enum Status {
    /** Waits for others to end. */
    QUEUED,
    RUNNING,
    /** Ready to switch over; waits for somebody to say so. */
    WAITING,
    CANCELLING,
    SUCCEEDED,
    CANCELLED,
    /** Ended by a failure; see {@link OperationView#problem()} and the actions offered. */
    FAILED,
    /** The program that ran it is gone; found in the journal, judged by looking at the nodes. */
    INTERRUPTED
  }

  /** Where a step stands. */
  public enum StepState {
    TO_DO,
    RUNNING,
    DONE,
    FAILED,
    UNDONE
  }

  /**
   * A step.
   *
   * @param name short and stable, such as {@code check}, {@code rootfs}, {@code switch}
   * @param detail what it does just now, for example the node's own words; may be empty
   */
  public record StepView(String name, StepState state, String detail) {}

  /**
   * One stream or set of streams.
   *
   * @param name {@code rootfs}, {@code sync 1}, …, {@code switch}
   * @param done bytes so far; never falls
   * @param total forecast in bytes, at least {@code done}
   */
  public record Round(String name, long done, long total) {}

  /**
   * What a switch-over now would mean.
   *
   * @param bytes left to carry
   * @param stop how long the container would be stopped
   */
  public record Forecast(long bytes, Duration stop) {}

  /**
   * How long the container was stopped, by this desktop's monotonic clock.
   *
   * @param total from the source's <em>stopping</em> to the target's <em>running</em>
   * @param shutdown the part in which the source shut down
   * @param transfer the part in which the rest was carried and the target started
   * @param error the greatest possible error of {@code total}, either way
   */
  public record StopTime(Duration total, Duration shutdown, Duration transfer, Duration error) {}

  /** Bytes carried in all rounds. */
  public long bytesDone() {
    return rounds.stream().mapToLong(Round::done).sum();
  }

  /** Bytes to carry in all rounds known so far. */
  public long bytesTotal() {
    return rounds.stream().mapToLong(Round::total).sum();
  }

  /** Whether nothing more will happen by itself. */
  public boolean isOver() {
    return switch (status) {
      case SUCCEEDED, CANCELLED, FAILED, INTERRUPTED -> true;
      case QUEUED, RUNNING, WAITING, CANCELLING -> false;
    };
  }
}
