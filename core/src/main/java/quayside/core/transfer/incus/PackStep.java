package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceBackups;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.ServerProgress;
import quayside.core.model.ServerOperation;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;

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
    try {
      run.standing(context, expected -> pack(context, expected));
    } catch (DriverException.Rejected e) {
      throw e.forWantOfRoom() ? noRoom(context, e) : e;
    }
  }

  /** The server keeps its backups on a disk of its own choice, which need not be the pool's. */
  private IOException noRoom(StepContext context, DriverException.Rejected why) throws IOException {
    boolean streams = InstanceServer.of(context.source()).info().has(InstanceBackups.STREAMS);
    return new ProblemException(
        new Problem(
            "node-full",
            "No room left for the backup",
            "The server %s has no room for the backup of “%s”, which it writes on its own disk."
                .formatted(run.errand.node(), run.errand.id()),
            streams
                ? "Take it while it is written, without keeping it there: --way direct (Way in the"
                    + " window). Or make room where the server keeps its backups."
                : "Make room where the server keeps its backups, or give it a volume for them"
                    + " (storage.backups_volume).",
            String.valueOf(why.getMessage())));
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
