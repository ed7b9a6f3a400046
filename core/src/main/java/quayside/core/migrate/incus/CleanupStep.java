package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/**
 * Removes the source of a move, what a refresh put aside, and then the mark from the copy: now it
 * is the container.
 */
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
      if (context.sourceRan() && run.job.starts() && !now.targetRuns()) {
        throw left(now, "It does not run on %s any more.".formatted(run.request.target()));
      }
      if (now.sourceIsNewer()) {
        throw left(
            now,
            "“%s” was started on %s after it had been copied, so what it holds is newer."
                .formatted(run.request.source().id(), run.request.source().node()));
      }
      now = removed(context, context.source(), run.job.here(), deadline);
    }
    while (now.aside().isPresent()) {
      guard(now);
      now = removed(context, context.target(), run.job.aside(), deadline);
    }
    if (now.mark().isPresent()) {
      Mark.erase(InstanceServer.of(context.target()), run.job.there());
    }
  }

  /** Asks a node to remove something, and looks how it is then. */
  private Situation removed(
      StepContext context, ContainerDriver node, String instance, long deadline)
      throws IOException {
    Situation now = run.look(context);
    try {
      context.patience(context.limits().stall());
      Removal.of(node, instance);
      context.patience(context.limits().answer());
    } catch (DriverException.Busy busy) {
      // LXD still ends an operation on it for a while after the copy is through
      if (System.nanoTime() > deadline) {
        throw left(now, "The node still works on it: " + busy.getMessage());
      }
      context.pause(context.limits().poll());
    } catch (DriverException.NotFound _) {
      // gone is what it shall be
    } catch (DriverException.Rejected refused) {
      throw left(now, Problem.of(refused).sentence());
    }
    return run.look(context);
  }

  private void guard(Situation now) throws IOException {
    if (!run.verified || now.stage() != Situation.Stage.COMPLETE) {
      throw left(now, "The copy on %s was not verified.".formatted(run.request.target()));
    }
  }

  /** What is left is the original of a move; after that, what a refresh put aside. */
  private IOException left(Situation now, String reason) {
    if (run.request.cloning() || now.source().isEmpty()) {
      return Run.problem(
          "cleanup-failed",
          "Not cleaned up",
          "“%s” was refreshed on %s; what it was before is left there beside it: %s"
              .formatted(run.request.targetId(), run.request.target(), reason),
          "Clean up again, or by hand: " + ByHand.deleteAside(run.job));
    }
    return Run.problem(
        "cleanup-failed",
        "Not cleaned up",
        "The container is on %s; its original was left on %s: %s"
            .formatted(run.request.target(), run.request.source().node(), reason),
        "Clean up again, or by hand: " + ByHand.deleteSource(run.job));
  }
}
