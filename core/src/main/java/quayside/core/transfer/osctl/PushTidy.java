package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;
import quayside.transport.TransportException;

/** Removes what a handed-in import has left. */
final class PushTidy implements ImportTidy {
  private final ImportRun run;
  private final Door door;

  PushTidy(ImportRun run, Door door) {
    this.run = run;
    this.door = door;
  }

  @Override
  public void container(StepContext context) throws IOException {
    Optional<String> token = context.noted(ImportRun.TOKEN).filter(t -> !t.isEmpty());
    if (token.isPresent()) {
      cancel(context, token.get());
    }
    Optional<Container> left = run.look(context);
    if (left.isEmpty() || token.isEmpty()) {
      return; // whoever has the id now is not ours
    }
    ContainerState state = left.get().state();
    if (state != ContainerState.STOPPED && state != ContainerState.STAGED) {
      throw new ProblemException(
          "in-use",
          "Too late to take back",
          "“"
              + run.errand.id()
              + "” on "
              + run.errand.node()
              + " is complete and “"
              + state.text()
              + "”; it is not removed.",
          "Delete it yourself if it is not wanted.");
    }
    context.target().act(run.errand.name(), ContainerAction.DELETE);
    context.note(ImportRun.TOKEN, "");
  }

  private void cancel(StepContext context, String token) throws IOException {
    try {
      door.enter(context).cancel(token);
      context.note(ImportRun.TOKEN, "");
    } catch (DriverException.NotFound _) {
      context.note(ImportRun.TOKEN, "");
    } catch (DriverException.Rejected | TransportException.AuthFailed e) {
      if (run.errand.pool().isEmpty()) {
        throw e; // nobody else can look
      }
    }
  }

  @Override
  public void rest(StepContext context) throws IOException {
    if (context.noted(ImportRun.BEGUN).isPresent()) {
      door.close(context);
    }
  }
}
