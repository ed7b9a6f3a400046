package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.way.ImportNotes;
import quayside.core.transfer.way.ImportTidy;
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
    } else if (ImportNotes.yes(context, ImportRun.STAGING)) {
      late(context);
    }
    Optional<Container> left = run.look(context);
    if (left.isEmpty()) {
      ImportNotes.unmade(context);
    }
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
    ImportNotes.unmade(context);
    context.note(ImportRun.TOKEN, "");
  }

  /** The node did not answer when it was asked to stage it, and may do so still. */
  private void late(StepContext context) throws IOException {
    if (run.errand.pool().isEmpty()) {
      context.note(ImportRun.STAGING, "no");
      throw new ProblemException(
          "staged-left",
          "A staged container may be left",
          run.errand.node()
              + " did not say whether it staged “"
              + run.errand.id()
              + "”, and this key cannot look.",
          "Ask whoever runs it to look: osctl ct ls; osctl ct del " + run.errand.id());
    }
    long deadline = System.nanoTime() + context.limits().patience().toNanos();
    Optional<Container> found = run.look(context);
    while (found.isEmpty() && System.nanoTime() < deadline) {
      context.pause(context.limits().poll());
      found = run.look(context);
    }
    if (found.filter(c -> c.state() == ContainerState.STAGED).isPresent()) {
      context.target().act(run.errand.name(), ContainerAction.DELETE);
    }
    context.note(ImportRun.STAGING, "no");
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
    if (context.noted(ImportNotes.BEGUN).isPresent()) {
      door.close(context);
    }
  }
}
