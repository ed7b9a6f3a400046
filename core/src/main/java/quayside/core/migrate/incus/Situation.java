package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
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
 */
record Situation(
    Optional<Instance> source,
    Optional<Instance> target,
    Optional<Mark> mark,
    Optional<Instance> aside) {

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

  /** Asks both servers. */
  static Situation look(StepContext context, Job job) throws IOException {
    Ends ends = Ends.of(context);
    return of(job, Job.server(ends.source()), Job.server(ends.target()));
  }

  static Situation of(Job job, InstanceServer here, InstanceServer there) throws IOException {
    Optional<Instance> target = find(there, job.there());
    return new Situation(
        find(here, job.here()),
        target,
        target.flatMap(Mark::of).filter(mark -> mark.job().equals(job.mark())),
        job.refreshes()
            ? find(there, job.aside()).filter(old -> Aside.isOf(old, job.mark()))
            : Optional.empty());
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
    return targetRuns() || (!sourceRuns() && target.flatMap(Instance::lastUsed).isPresent());
  }

  boolean sourceRuns() {
    return source.map(i -> i.state().runs()).orElse(false);
  }

  boolean targetRuns() {
    return target.map(i -> i.state().runs()).orElse(false);
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
