package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.operation.StepContext;

/**
 * Finds out how a switch-over ended whose answer was lost, was “no”, or was never heard because the
 * program ended: the node goes on by itself, and while it does it holds the container.
 */
final class Settle {
  /** Looks at a stopped source before its switch-over counts as failed. */
  private static final int LOOKS = 4;

  private final MoveRun run;

  Settle(MoveRun run) {
    this.run = run;
  }

  /**
   * Waits until the node is done. If the switch-over did not go through, the source runs again
   * afterwards when it ran before.
   */
  Situation after(StepContext context, boolean sourceRan) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    int looks = 0;
    while (true) {
      Situation situation = run.look(context);
      switch (situation.stage()) {
        case SWITCHED, THERE, NOTHING, LEFTOVER -> {
          return situation;
        }
        case CONFIGURED, COPIED -> {
          if (sourceRan ? restarted(context) : ++looks >= LOOKS) {
            return run.look(context);
          }
        }
        case UNCLEAR -> {
          if (situation.source().isEmpty()) {
            return situation;
          }
        }
      }
      if (System.nanoTime() > deadline) {
        throw MoveRun.problem(
            "unsettled",
            "The switch-over does not end",
            "The node "
                + run.request.source().node()
                + " still works on “"
                + run.request.source().id()
                + "”; it is not known yet whether it will be switched over.",
            "Look at both nodes, and continue when the node is done.");
      }
      context.pause(context.limits().poll());
    }
  }

  /** Starts the source; while the node still works on it, it says so instead. */
  private boolean restarted(StepContext context) throws IOException {
    context.patience(context.limits().stall());
    try {
      context.source().act(run.name(), ContainerAction.START);
      return true;
    } catch (DriverException.Busy _) {
      return false;
    } finally {
      context.patience(context.limits().answer());
    }
  }
}
