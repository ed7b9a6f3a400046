package quayside.core.transfer.way;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/**
 * A stop of the container for its export, which must not outlast it.
 *
 * @param byHand the command with which a person starts it
 */
public record Interruption(ExportErrand errand, String byHand) {
  /** Noted before the container is stopped; {@code no} when it runs again. */
  private static final String STOPPING = "stopping";

  /** It is about to be stopped, which is written down before. */
  public void announce(StepContext context) {
    context.note(STOPPING, "yes");
  }

  /** Stops it. */
  public void stop(StepContext context) throws IOException {
    announce(context);
    context.patience(context.limits().stall());
    context.detail("Stopping “" + errand.id() + "”");
    context.source().act(errand.name(), ContainerAction.STOP);
  }

  /** Whether it was stopped and may not run yet. */
  public boolean goesOn(StepContext context) {
    return context.noted(STOPPING).equals(Optional.of("yes"));
  }

  /** Starts the container if this export stopped it. */
  public void restart(StepContext context) throws IOException {
    if (!goesOn(context)) {
      return;
    }
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (true) {
      Optional<Container> container = Ends.show(context.source(), errand.name());
      if (container.isEmpty() || container.get().state() == ContainerState.RUNNING) {
        break;
      }
      try {
        if (container.get().state() == ContainerState.STOPPED) {
          context.detail("Starting “" + errand.id() + "” again");
          context.patience(context.limits().stall());
          context.source().act(errand.name(), ContainerAction.START);
          break;
        }
      } catch (DriverException.Busy busy) {
        context.detail("Waiting: " + busy.getMessage());
      }
      if (System.nanoTime() > deadline) {
        throw new ProblemException(
            "source-down",
            "It does not run again",
            "“" + errand.id() + "” on " + errand.node() + " was stopped and does not run again.",
            "Start it by hand: " + byHand);
      }
      context.pause(context.limits().poll());
    }
    context.note(STOPPING, "no");
  }

  /** What to tell of a container that was stopped and does not run. */
  public String left() {
    return "“"
        + errand.id()
        + "” was stopped for the export and does not run; to start it by hand: "
        + byHand;
  }
}
