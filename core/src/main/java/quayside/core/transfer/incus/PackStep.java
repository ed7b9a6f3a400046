package quayside.core.transfer.incus;

import java.io.IOException;
import java.time.Duration;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.ServerProgress;
import quayside.core.migrate.way.StopClock;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.ServerOperation;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Has the server write the backup; where it was wished, the container stands still meanwhile. */
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
    Container now = context.source().show(run.errand.name());
    long expected = now.disk().orElse(0);
    boolean stops = run.errand.request().consistent() && now.state() == ContainerState.RUNNING;
    if (!stops) {
      pack(context, expected);
      return;
    }
    try (StopClock clock = StopClock.start(context, run.errand.source())) {
      run.stop().stop(context);
      try {
        pack(context, expected);
      } finally {
        run.stop().restart(context);
      }
      clock.await(Duration.ofSeconds(1));
      clock.result().ifPresent(context::stopped);
    }
  }

  private void pack(StepContext context, long expected) throws IOException {
    InstanceServer server = Server.of(context.source());
    context.patience(context.limits().stall());
    RoundMeter meter = RoundMeter.of(context, "pack", expected);
    context.note(ExportRun.PACKING, "yes");
    ServerOperation begun = server.backups().create(run.errand.name(), run.backup.wanted());
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
