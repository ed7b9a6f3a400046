package quayside.core.transfer.incus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.archive.CountedInput;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceBackups;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.model.ServerOperation;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportNotes;
import quayside.core.transfer.way.Tries;

/** Brings the archive to the server, and waits until it has made the instance. */
record MakeStep(ImportRun run) implements Step {
  @Override
  public String name() {
    return "import";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (ImportNotes.yes(context, ImportNotes.MADE)) {
      return;
    }
    if (run.look(context).isPresent()) { // somebody made it since the check
      throw new DriverException.Exists(
          "There is an instance “%s” on %s already.".formatted(run.errand.id(), run.errand.node()));
    }
    context.note(ImportNotes.IMPORTING, "yes");
    Tries.run(context, () -> bring(context));
    context.note(ImportNotes.MADE, "yes");
    context.patience(context.limits().answer());
  }

  /**
   * What breaks off while it is sent is thrown away by the server; what was sent may go on there.
   */
  private void bring(StepContext context) throws IOException {
    var arrival = new Arrival(run);
    arrival.settle(context);
    if (arrival.ours(context).isPresent()) {
      return; // an earlier try got through, and nobody heard of it
    }
    InstanceServer server = InstanceServer.of(context.target());
    context.patience(context.limits().stall());
    long size = Files.size(run.errand.file());
    RoundMeter meter = RoundMeter.of(context, "import", size);
    try (InputStream file = Files.newInputStream(run.errand.file());
        InputStream counted = new CountedInput(file, done -> meter.bytes(done, size))) {
      var upload =
          new InstanceBackups.Upload(
              run.errand.pool(),
              Optional.of(run.errand.id()),
              ImportChecks.pool(run.errand.request(), run.archive().index(), server),
              OptionalLong.of(size));
      ServerOperation begun = server.backups().upload(upload, counted);
      context.detail("The server makes “" + run.errand.id() + "” of it");
      ServerOperation _ = server.operations().await(begun.id(), _ -> context.alive());
    }
    long _ = meter.finish();
  }
}
