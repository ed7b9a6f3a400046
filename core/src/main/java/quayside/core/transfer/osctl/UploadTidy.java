package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeArchives;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.way.ImportNotes;
import quayside.core.transfer.way.ImportTidy;
import quayside.core.transfer.way.ImportWords;

/** Removes what an uploaded import has left. */
final class UploadTidy implements ImportTidy {
  private final ImportRun run;

  UploadTidy(ImportRun run) {
    this.run = run;
  }

  /** The id was free when the import began, so whoever has it now is ours. */
  @Override
  public void container(StepContext context) throws IOException {
    if (!ImportNotes.yes(context, ImportNotes.IMPORTING)) {
      return;
    }
    settle(context);
    Optional<Container> container = run.look(context);
    if (container.isEmpty()) {
      ImportNotes.unmade(context);
      return;
    }
    ContainerState state = container.get().state();
    if (state != ContainerState.STOPPED && state != ContainerState.STAGED) {
      throw new ImportWords(run.errand).inUse(state);
    }
    try {
      context.target().act(run.errand.name(), ContainerAction.DELETE);
    } catch (DriverException.Rejected | DriverException.NotFound _) {
      // a half-made one cannot be deleted cleanly: look what is left
    }
    if (run.look(context).isPresent()) {
      throw new ProblemException(
          "staged-left",
          "A half-made container is left",
          "On "
              + run.errand.node()
              + " the half-made container “"
              + run.errand.id()
              + "” is still listed; its data is gone. osctld lets go of it when it is started"
              + " anew.",
          "Use another id, or restart osctld there and cancel again.");
    }
    ImportNotes.unmade(context);
  }

  /** The import goes on on the node by itself. */
  private void settle(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (run.look(context).isPresent()
        && Archiving.of(context.target()).busy(run.errand.name())) {
      context.detail("Waiting for the node to end its import");
      if (System.nanoTime() > deadline) {
        throw new ImportWords(run.errand).notYet();
      }
      context.pause(context.limits().poll());
    }
  }

  @Override
  public void rest(StepContext context) throws IOException {
    if (context.noted(ImportNotes.BEGUN).isEmpty() || run.errand.pool().isEmpty()) {
      return;
    }
    NativeArchives archives = Archiving.of(context.target());
    String folder = archives.folder(run.errand.pool());
    archives.files().remove(Traces.nodeFile(run.errand, folder));
    archives.files().removeFolder(Traces.nodeFolder(run.errand, folder));
  }
}
