package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Container;
import quayside.core.operation.StepContext;

/** Takes an open send back, and looks until nothing of it is left. */
final class TakeBack {
  private final MoveRequest request;
  private int refusals;

  TakeBack(MoveRequest request) {
    this.request = request;
  }

  void run(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (!step(context)) {
      if (System.nanoTime() > deadline) {
        throw MoveRun.problem(
            "not-taken-back",
            "Not taken back yet",
            "A step of the send still runs on "
                + request.source().node()
                + ", or the nodes do not let go of it.",
            "Cancel again when it has ended.");
      }
      context.pause(context.limits().poll());
    }
    if (context.committed() && context.sourceRan()) {
      context.patience(context.limits().stall());
      context.source().act(request.source().onNode(), ContainerAction.START);
    }
  }

  /** One thing at a time, then look again; true when there is nothing left to do. */
  private boolean step(StepContext context) throws IOException {
    Situation situation = Situation.look(context, request);
    context.patience(context.limits().stall());
    try {
      return switch (situation.stage()) {
        case NOTHING -> true;
        case THERE -> {
          foreign(context);
          yield true;
        }
        case LEFTOVER -> {
          if (situation.source().isEmpty()) {
            throw last();
          }
          yield remove(context, situation);
        }
        case CONFIGURED, COPIED -> cancel(context, refusals > 0, refusals > 2);
        case UNCLEAR -> situation.sourceLog().isEmpty() || unclear(context, situation);
        case SWITCHED -> afterwards(context, situation);
      };
    } catch (DriverException.Busy busy) {
      context.detail("Waiting: " + busy.getMessage());
      return false;
    }
  }

  /** The id is somebody else's, unless the switch-over went through. */
  private void foreign(StepContext context) throws IOException {
    if (context.committed()) {
      throw tooLate();
    }
  }

  private boolean cancel(StepContext context, boolean force, boolean local) throws IOException {
    try {
      Situation.sends(context.source()).cancel(request.source().onNode(), force, local);
    } catch (DriverException.Busy busy) {
      throw busy;
    } catch (DriverException.NotFound _) {
      return false; // gone meanwhile: look again
    } catch (DriverException.Rejected refused) {
      if (++refusals > 6) {
        throw refused;
      }
    }
    return false;
  }

  private boolean remove(StepContext context, Situation situation) throws IOException {
    String name = situation.target().map(Container::ref).orElseThrow().onNode();
    try {
      context.target().act(name, ContainerAction.DELETE);
    } catch (DriverException.Busy busy) {
      throw busy;
    } catch (DriverException.NotFound _) {
      return false;
    } catch (DriverException.Rejected refused) {
      if (++refusals > 3) {
        throw refused;
      }
    }
    return false;
  }

  private boolean unclear(StepContext context, Situation situation) throws IOException {
    if (situation.transferred()) {
      return cancel(context, true, true); // nothing is on the target: drop the send alone
    }
    return cancel(context, refusals > 0, refusals > 2);
  }

  /** The target took over but does not run, and the source runs again: drop the stopped copy. */
  private boolean afterwards(StepContext context, Situation situation) throws IOException {
    if (request.cloning() || !situation.sourceRuns() || situation.targetRuns()) {
      throw tooLate();
    }
    return remove(context, situation);
  }

  /** Its original is gone: what was copied may be all that there is. */
  private IOException last() {
    return MoveRun.problem(
        "copy-kept",
        "The copy was kept",
        "“"
            + request.source().id()
            + "” is not on "
            + request.source().node()
            + " any more, so its staged copy “"
            + request.targetId()
            + "” on "
            + request.target()
            + " was not removed; it may lack something.",
        "Look at it before removing anything. By hand: " + ByHand.deleteTarget(request));
  }

  private IOException tooLate() {
    return MoveRun.problem(
        "committed",
        "Too late to cancel",
        "The container was switched over to "
            + request.target()
            + "; this cannot be taken back. Nothing was removed.",
        "Continue to verify it and to clean up, or move it back.");
  }
}
