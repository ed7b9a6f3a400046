package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Container;
import quayside.core.model.Instance;
import quayside.core.problem.ProblemException;

/** A copy that an earlier move left on the target and that never became a container. */
final class Leftover {
  /** The fix that removes it. */
  static final String REMOVE = "remove-half-copy";

  /** The fix that gives what a refresh put aside its name again; the name follows. */
  static final String BRING_BACK = "bring-back:";

  private Leftover() {}

  /**
   * It has a mark, stands still, is not complete, and was never started but by its operation: a
   * complete one, or one that somebody used, may be all that there is.
   */
  static boolean is(Instance instance) {
    return isHalf(instance)
        && !Mark.of(instance).map(mark -> mark.isUsed(instance)).orElse(false)
        && (instance.lastUsed().isEmpty() || isCopied(instance));
  }

  /** It has the mark of a move that did not end, whatever became of it since. */
  static boolean isHalf(Instance instance) {
    return !instance.state().runs()
        && Mark.of(instance).map(mark -> mark.stage() != Mark.Stage.COMPLETE).orElse(false);
  }

  private static boolean isCopied(Instance instance) {
    return Mark.of(instance).map(mark -> mark.stage() == Mark.Stage.COPIED).orElse(false);
  }

  /** Removes it, if it still is one. */
  static void remove(Job job, Ends ends) throws IOException {
    Optional<Instance> there = Situation.find(InstanceServer.of(ends.target()), job.there());
    if (there.isPresent() && !is(there.get())) {
      throw new ProblemException(
          "not-a-leftover",
          "Not removed",
          "“%s” on %s is no half copy any more, so it was left alone."
              .formatted(job.request().targetId(), job.request().target()),
          "Look at it, or give the container another name there.");
    }
    if (there.isPresent()) {
      Removal.of(ends.target(), job.there());
      Optional<String> mark = Mark.of(there.get()).map(Mark::job);
      if (mark.isPresent()) {
        bringBack(job, ends, Aside.name(job.request().targetId(), mark.get()));
      }
    }
  }

  /** What earlier refreshes that did not end put aside, by their names on the target. */
  static List<String> asides(Job job, Ends ends) throws IOException {
    InstanceServer there = InstanceServer.of(ends.target());
    String id = job.request().targetId();
    var names = new ArrayList<String>();
    for (Container container : ends.target().list()) {
      String name = container.ref().id();
      if (container.ref().pool().equals(job.targetProject())
          && Aside.isName(name, id)
          && Situation.find(there, job.targetProject() + ":" + name)
              .flatMap(Aside::nameBefore)
              .equals(Optional.of(id))) {
        names.add(name);
      }
    }
    return names;
  }

  /** Gives what was put aside its name again, if it is there and nothing has that name. */
  static void bringBack(Job job, Ends ends, String aside) throws IOException {
    InstanceServer there = InstanceServer.of(ends.target());
    Optional<Instance> old = Situation.find(there, job.targetProject() + ":" + aside);
    if (old.flatMap(Aside::nameBefore).equals(Optional.of(job.request().targetId()))) {
      HeldInterfaces.giveBack(there.instances(), job.targetProject() + ":" + aside);
      there.instances().rename(job.targetProject() + ":" + aside, job.request().targetId());
      Aside.forget(there.instances(), job.there());
    }
  }
}
