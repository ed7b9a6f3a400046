package quayside.core.transfer.incus;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import quayside.core.archive.backup.BackupIndex;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.model.ContainerState;
import quayside.core.model.Instance;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportNotes;
import quayside.core.transfer.way.ImportTidy;
import quayside.core.transfer.way.ImportWords;

/**
 * What an import has made on the server so far. The name was free when it was asked for; an
 * instance that has it now is ours if it says the archive's time of creation, which servers keep.
 */
record Arrival(ImportRun run) implements ImportTidy {

  /** What is left of an unfinished import. */
  List<String> left(StepContext context) throws IOException {
    if (!ImportNotes.yes(context, ImportNotes.IMPORTING) || ours(context).isEmpty()) {
      return List.of();
    }
    return List.of(
        "On %s “%s” is left, which was not looked at; to remove it by hand: incus delete %s --project %s (on LXD: lxc delete)"
            .formatted(run.errand.node(), run.errand.id(), run.errand.id(), run.errand.pool()));
  }

  /** The instance, if it was made of our archive. */
  Optional<Instance> ours(StepContext context) throws IOException {
    Optional<Instant> created =
        run.archive().index().instance().flatMap(BackupIndex.Settings::created);
    return run.look(context).filter(instance -> instance.created().equals(created));
  }

  /** Waits until the server does not make it any more. */
  void settle(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (makes(context)) {
      context.detail("Waiting for the server to end its import");
      if (System.nanoTime() > deadline) {
        throw new ImportWords(run.errand).notYet();
      }
      context.pause(context.limits().poll());
    }
  }

  private boolean makes(StepContext context) throws IOException {
    return !InstanceServer.of(context.target()).operations().about(run.errand.name()).isEmpty();
  }

  @Override
  public void container(StepContext context) throws IOException {
    if (!ImportNotes.yes(context, ImportNotes.IMPORTING)) {
      return;
    }
    settle(context);
    Optional<Instance> instance = ours(context);
    if (instance.isPresent()) {
      if (instance.get().state() != ContainerState.STOPPED) {
        throw new ImportWords(run.errand).inUse(instance.get().state());
      }
      context.patience(context.limits().stall());
      try {
        context.target().act(run.errand.name(), ContainerAction.DELETE);
      } catch (DriverException.NotFound _) {
        // gone is what it shall be
      }
      context.patience(context.limits().answer());
    }
    ImportNotes.unmade(context);
  }

  @Override
  public void rest(StepContext context) {
    // the server keeps what is brought only until it has read it
  }
}
