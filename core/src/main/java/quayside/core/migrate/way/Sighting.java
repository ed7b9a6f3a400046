package quayside.core.migrate.way;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationView.StopTime;

/** When a container on one node was seen to stop and to run. */
final class Sighting {
  private @Nullable Moment stopping;
  private @Nullable Moment stopped;
  private @Nullable Moment running;
  private @Nullable Moment resumed;
  private long lastUp = Long.MIN_VALUE;
  private long lastDown = Long.MIN_VALUE;
  private long roundTrip;

  /**
   * A moment as far as it is known.
   *
   * @param nanos the most likely one
   * @param error at most this much earlier or later
   */
  private record Moment(long nanos, long error, boolean event) {}

  synchronized void roundTrip(long nanos) {
    roundTrip = Math.max(roundTrip, nanos);
  }

  /** An event says it exactly, but for the way it took. */
  synchronized void event(ContainerState state, long nanos) {
    var moment = new Moment(nanos, roundTrip, true);
    switch (state) {
      case STOPPING -> {
        stopping = moment;
        running = null;
      }
      case STOPPED -> {
        stopped = moment;
        if (stopping == null) {
          stopping = moment;
        }
        running = null;
      }
      case RUNNING -> {
        running = running != null && running.event ? running : moment;
        resumed = moment;
      }
      case STARTING, ABORTING, FREEZING, FROZEN, THAWED, STAGED, ERROR, UNKNOWN -> {}
    }
  }

  /** An answer says how it was at some moment between asking and hearing. */
  synchronized void seen(ContainerState state, long asked, long heard) {
    if (state == ContainerState.RUNNING) {
      if (running == null && lastDown != Long.MIN_VALUE) {
        running = between(lastDown, heard);
      }
      lastUp = asked;
    } else {
      if (stopping == null && lastUp != Long.MIN_VALUE) {
        stopping = between(lastUp, heard);
        running = null;
      }
      if (state == ContainerState.STOPPED && stopped == null && stopping != null) {
        stopped = between(Math.max(lastDown, stopping.nanos), heard);
      }
      lastDown = asked;
    }
  }

  private static Moment between(long earliest, long latest) {
    long half = (latest - earliest) / 2;
    return new Moment(earliest + half, half, false);
  }

  synchronized boolean ranByEvent() {
    return running != null && running.event;
  }

  /** Whether it ran again after a stop. */
  synchronized boolean ranAgain() {
    return stopping != null && ranByEvent();
  }

  /** From the stop of one to the run of the other, which may be the same. */
  static Optional<StopTime> between(Sighting from, Sighting to) {
    Moment begin;
    Moment down;
    synchronized (from) {
      begin = from.stopping;
      down = from.stopped;
    }
    return between(begin, down, to);
  }

  /** From one's going on, after which it was frozen again unseen, to the run of the other. */
  static Optional<StopTime> frozen(Sighting from, Sighting to) {
    Moment begin;
    synchronized (from) {
      begin = from.resumed;
    }
    return between(begin, null, to);
  }

  private static Optional<StopTime> between(
      @Nullable Moment begin, @Nullable Moment down, Sighting to) {
    Moment end;
    synchronized (to) {
      end = to.running;
    }
    if (begin == null || end == null || end.nanos < begin.nanos) {
      return Optional.empty();
    }
    long total = end.nanos - begin.nanos;
    long shutdown = down == null ? 0 : Math.clamp(down.nanos - begin.nanos, 0, total);
    return Optional.of(
        new StopTime(
            Duration.ofNanos(total),
            Duration.ofNanos(shutdown),
            Duration.ofNanos(total - shutdown),
            Duration.ofNanos(begin.error + end.error)));
  }
}
