package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.ContainerAction;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Instance;
import quayside.core.problem.ProblemException;

/** A copy that an earlier move left on the target and that never became a container. */
final class Leftover {
  /** The fix that removes it. */
  static final String REMOVE = "remove-half-copy";

  private Leftover() {}

  /** It has a mark, stands still, and is not complete: a complete one may be all that there is. */
  static boolean is(Instance instance) {
    return !instance.state().runs()
        && Mark.of(instance).map(mark -> mark.stage() != Mark.Stage.COMPLETE).orElse(false);
  }

  /** Removes it, if it still is one. */
  static void remove(Job job, Ends ends) throws IOException {
    Optional<Instance> there = Situation.find(Job.server(ends.target()), job.there());
    if (there.isPresent() && !is(there.get())) {
      throw new ProblemException(
          "not-a-leftover",
          "Not removed",
          "“%s” on %s is no half copy any more, so it was left alone."
              .formatted(job.request().targetId(), job.request().target()),
          "Look at it, or give the container another name there.");
    }
    if (there.isPresent()) {
      ends.target().act(job.there(), ContainerAction.DELETE);
    }
  }
}
