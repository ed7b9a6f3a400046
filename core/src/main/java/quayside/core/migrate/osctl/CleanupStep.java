package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/**
 * Removes what is left on the source. The node would do that at any moment, also before the data
 * was copied: so this step asks for everything that makes it safe, once more.
 */
final class CleanupStep implements Step {
  private final MoveRun run;

  CleanupStep(MoveRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "cleanup";
  }

  @Override
  public void run(StepContext context) throws IOException {
    Situation now = run.look(context);
    if (done(now)) {
      return;
    }
    guard(now);
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (!done(now) && !removed(context, now)) {
      if (System.nanoTime() > deadline) {
        throw left("The node still works on it.");
      }
      context.pause(context.limits().poll());
      now = run.look(context);
      guardUnlessDone(now);
    }
    if (!done(run.look(context))) {
      throw left("The node said that it was done, but it is not.");
    }
  }

  /** Asks the node to remove it; false while something else still works on it there. */
  private boolean removed(StepContext context, Situation now) throws IOException {
    context.patience(context.limits().stall());
    try {
      if (now.sourceLog().isPresent()) {
        Situation.sends(context.source()).cleanup(run.name(), new Quiet(context));
      } else {
        context.source().act(run.name(), ContainerAction.DELETE);
      }
      return true;
    } catch (DriverException.Busy _) {
      return false; // perhaps an earlier cleanup, whose program is gone
    } catch (DriverException refused) {
      if (refused instanceof DriverException.Silent || !done(run.look(context))) {
        throw left(Problem.of(refused).sentence());
      }
      return true;
    } finally {
      context.patience(context.limits().answer());
    }
  }

  private void guardUnlessDone(Situation now) throws IOException {
    if (!done(now)) {
      guard(now);
    }
  }

  /** A clone's source stays, without a send; a moved one is gone. */
  private boolean done(Situation now) {
    return run.request.cloning() ? now.sourceLog().isEmpty() : now.source().isEmpty();
  }

  private void guard(Situation now) throws IOException {
    boolean over = now.sourceLog().isEmpty() || now.transferred();
    if (!run.verified || now.target().isEmpty() || !over) {
      throw left("The copy on " + run.request.target() + " was not verified.");
    }
    if (!run.request.cloning() && now.sourceRuns()) {
      throw left(
          "“"
              + run.request.source().id()
              + "” runs again on "
              + run.request.source().node()
              + ", so it is not removed.");
    }
  }

  private IOException left(String reason) {
    boolean cloning = run.request.cloning();
    String what =
        cloning
            ? "Snapshots of the send are left on " + run.request.source().node() + "."
            : "The original is left on " + run.request.source().node() + ".";
    return MoveRun.problem(
        "cleanup-failed",
        "Not cleaned up",
        "The container is on "
            + run.request.target()
            + " and was verified; cleaning up failed: "
            + reason
            + " "
            + what,
        "Clean up again, or by hand: " + ByHand.cleanup(run.request));
  }
}
