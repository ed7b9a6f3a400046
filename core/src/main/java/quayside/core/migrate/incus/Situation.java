package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.Beside;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Instance;
import quayside.core.operation.StepContext;

/**
 * What both servers say about a container and its copy at one moment.
 *
 * @param source the container, if it is there
 * @param target what has the copy's name on the target
 * @param mark of {@code target}, if this operation made it
 * @param aside what a refresh replaces, under its other name
 * @param hollow whether the target says that the copy runs, but of no process in it: that is what
 *     is left for a while, or for good, when its memory could not be restored
 */
record Situation(
    Optional<Instance> source,
    Optional<Instance> target,
    Optional<Mark> mark,
    Optional<Instance> aside,
    boolean hollow) {

  /** What servers answer to questions about what is restored just now, or cannot be restored. */
  private static final String BETWEEN = "Invalid PID";

  /** How far it got, as told by the servers alone. */
  enum Stage {
    /** Nothing is on the target. */
    NOTHING,
    /** A copy was begun and did not become whole. */
    PARTIAL,
    /** A copy is there; the source goes on. */
    COPIED,
    /** The copy has everything; its original may still be there. */
    COMPLETE,
    /** An instance of that name is there, but not one of this operation, or not any more. */
    THERE,
    /** It is nowhere. */
    GONE
  }

  /** Asks both servers; once more if one is just between two states, which it cannot tell. */
  static Situation look(StepContext context, Job job) throws IOException {
    long deadline = System.nanoTime() + context.limits().start().toNanos();
    while (true) {
      try {
        Ends ends = Ends.of(context);
        return of(job, InstanceServer.of(ends.source()), InstanceServer.of(ends.target()));
      } catch (DriverException.Rejected e) {
        boolean between = job.live() && String.valueOf(e.getMessage()).contains(BETWEEN);
        if (!between || System.nanoTime() > deadline) {
          throw e;
        }
        context.pause(context.limits().poll());
      }
    }
  }

  static Situation of(Job job, InstanceServer here, InstanceServer there) throws IOException {
    Beside<Optional<Instance>> copy =
        Beside.start("looks-at-target", () -> find(there, job.there()));
    Optional<Instance> source = find(here, job.here());
    Optional<Instance> target = copy.get();
    return new Situation(
        source,
        target,
        target.flatMap(Mark::of).filter(mark -> mark.job().equals(job.mark())),
        job.refreshes()
            ? find(there, job.aside()).filter(old -> Aside.isOf(old, job.mark()))
            : Optional.empty(),
        job.live() && runs(target) && !hasProcess(there, job.there()));
  }

  private static boolean hasProcess(InstanceServer server, String name) throws IOException {
    try {
      return RestoreWatch.hasProcess(server, name);
    } catch (DriverException.NotFound | DriverException.Rejected _) {
      return false; // it is restored just now, or gives up on that
    }
  }

  static Optional<Instance> find(InstanceServer server, String name) throws IOException {
    try {
      return Optional.of(server.instances().get(name));
    } catch (DriverException.NotFound _) {
      return Optional.empty();
    }
  }

  Stage stage() {
    if (mark.isPresent()) {
      return switch (mark.get().stage()) {
        case COPYING -> Stage.PARTIAL;
        case COPIED -> Stage.COPIED;
        case COMPLETE -> Stage.COMPLETE;
        case LIVE -> arrived() ? Stage.COMPLETE : Stage.PARTIAL;
      };
    }
    if (target.isPresent()) {
      return Stage.THERE;
    }
    return source.isPresent() ? Stage.NOTHING : Stage.GONE;
  }

  /** Whether one that was carried while it ran goes on there, or has done so. */
  private boolean arrived() {
    boolean ran = !hollow && target.flatMap(Instance::lastUsed).isPresent();
    return targetRuns() || (!sourceRuns() && ran);
  }

  /** Whether somebody uses an incomplete copy, or did. */
  boolean copyIsUsed() {
    return mark.isPresent() && target.map(mark.get()::isUsed).orElse(false);
  }

  /**
   * Whether both were started since the copy was complete, or was carried while it ran: then each
   * may hold what the other does not.
   */
  boolean bothAreUsed() {
    boolean counts =
        mark.map(m -> m.stage() == Mark.Stage.COMPLETE || m.stage() == Mark.Stage.LIVE)
            .orElse(false);
    boolean anew =
        source.isPresent() && mark.map(m -> !m.lastUsed().equals(lastUsed())).orElse(false);
    return counts && anew && !hollow && target.flatMap(Instance::lastUsed).isPresent();
  }

  boolean sourceRuns() {
    return runs(source);
  }

  boolean targetRuns() {
    return runs(target) && !hollow;
  }

  private static boolean runs(Optional<Instance> instance) {
    return instance.map(i -> i.state().runs()).orElse(false);
  }

  /** When the source was last started, as a word. */
  String lastUsed() {
    return source.map(Situation::lastUsed).orElse("never");
  }

  static String lastUsed(Instance instance) {
    return instance.lastUsed().map(Object::toString).orElse("never");
  }

  /** Whether the source was started after the copy was complete: then it has newer data. */
  boolean sourceIsNewer() {
    return source.isPresent()
        && (sourceRuns() || mark.map(m -> !m.lastUsed().equals(lastUsed())).orElse(false));
  }
}
