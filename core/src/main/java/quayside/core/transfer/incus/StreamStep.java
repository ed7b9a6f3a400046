package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.archive.PartFile;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.InstanceBackups;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.Continued;

/** Takes a backup while the server writes it. What breaks off begins anew. */
record StreamStep(ExportRun run) implements Step {
  @Override
  public String name() {
    return "stream";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (!run.landing.copied()) {
      run.standing(context, expected -> fetch(context, expected));
    }
  }

  private void fetch(StepContext context, long expected) throws IOException {
    context.patience(context.limits().stall());
    RoundMeter meter = RoundMeter.of(context, "stream", expected);
    context.note(ExportRun.FETCHING, "");
    InstanceBackups backups = InstanceServer.of(context.source()).backups();
    try (PartFile part = PartFile.begin(run.errand.file());
        InstanceBackups.Download download =
            backups.stream(run.errand.name(), run.backup.wanted())) {
      Pieces.copy(
          download.content(),
          new Continued(part.channel(), 0, done -> meter.bytes(done, Math.max(done, expected))));
      run.landing.wrote(part.channel().size());
    }
    long _ = meter.finish();
    context.patience(context.limits().answer());
  }

  @Override
  public void undo(StepContext context) throws IOException {
    run.stop().restart(context);
    if (context.noted(ExportRun.FETCHING).isPresent()) {
      run.landing.discard();
    }
  }
}
