package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.ServerProgress;
import quayside.core.model.ServerOperation;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Has the server write the backup on its disk. */
final class PackStep implements Step {
  private final ExportRun run;

  PackStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "pack";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.landing.copied() || run.packed) {
      return;
    }
    run.standing(context, expected -> pack(context, expected));
  }

  private void pack(StepContext context, long expected) throws IOException {
    InstanceServer server = InstanceServer.of(context.source());
    context.patience(context.limits().stall());
    RoundMeter meter = RoundMeter.of(context, "pack", expected);
    context.note(ExportRun.PACKING, "yes");
    ServerOperation begun =
        server
            .backups()
            .create(
                run.errand.name(), run.backup.name(), run.backup.expires(), run.backup.wanted());
    ServerOperation _ =
        server
            .operations()
            .await(
                begun.id(),
                now -> {
                  context.alive();
                  now.progress()
                      .flatMap(ServerProgress::bytes)
                      .ifPresent(done -> meter.bytes(done, Math.max(done, expected)));
                });
    long _ = meter.finish();
    context.note(ExportRun.PACKED, "yes");
    context.patience(context.limits().answer());
  }

  @Override
  public void undo(StepContext context) throws IOException {
    takeBack(run, context);
  }

  /** The container runs first: what is left on the server can wait. */
  static void takeBack(ExportRun run, StepContext context) throws IOException {
    run.stop().restart(context);
    if (context.noted(ExportRun.PACKING).isPresent()) {
      run.backup.settle(context);
      run.backup.remove(context);
    }
  }
}
