package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/** Removes the source of a move, and then the mark from the copy: now it is the container. */
final class CleanupStep implements Step {
  private final Run run;

  CleanupStep(Run run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "cleanup";
  }

  @Override
  public void run(StepContext context) throws IOException {
    Situation now = run.look(context);
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (!run.request.cloning() && now.source().isPresent()) {
      guard(now);
      try {
        context.patience(context.limits().stall());
        context.source().act(run.job.here(), ContainerAction.DELETE);
        context.patience(context.limits().answer());
      } catch (DriverException.Busy busy) {
        // LXD still ends an operation on it for a while after the copy is through
        if (System.nanoTime() > deadline) {
          throw left("The node still works on it: " + busy.getMessage());
        }
      } catch (DriverException.NotFound _) {
        // gone is what it shall be
      } catch (DriverException.Rejected refused) {
        throw left(Problem.of(refused).sentence());
      }
      now = run.look(context);
      if (now.source().isPresent()) {
        context.pause(context.limits().poll());
        now = run.look(context);
      }
    }
    if (now.mark().isPresent()) {
      Mark.erase(Job.server(context.target()), run.job.there());
    }
  }

  private void guard(Situation now) throws IOException {
    if (!run.verified || now.stage() != Situation.Stage.COMPLETE) {
      throw left("The copy on %s was not verified.".formatted(run.request.target()));
    }
    if (now.sourceIsNewer()) {
      throw left(
          "“%s” was started on %s after it had been copied, so what it holds is newer."
              .formatted(run.request.source().id(), run.request.source().node()));
    }
  }

  private IOException left(String reason) {
    return Run.problem(
        "cleanup-failed",
        "Not cleaned up",
        "The container is on %s; its original was left on %s: %s"
            .formatted(run.request.target(), run.request.source().node(), reason),
        "Clean up again, or by hand: " + ByHand.deleteSource(run.job));
  }
}
