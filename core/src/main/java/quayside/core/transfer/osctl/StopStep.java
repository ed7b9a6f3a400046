package quayside.core.transfer.osctl;

import java.io.IOException;
import java.time.Duration;
import quayside.core.migrate.way.StopClock;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/**
 * Stops a running container, takes the snapshot of the last moment and starts it again at once:
 * what is to be carried is carried while it runs.
 */
final class StopStep implements Step {
  private final ExportRun run;

  StopStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.landing.copied() || !run.errand.request().consistent()) {
      return;
    }
    Container container = context.source().show(run.errand.name());
    if (container.state() != ContainerState.RUNNING) {
      return;
    }
    try (StopClock clock = StopClock.start(context, run.errand.source())) {
      run.stop().stop(context);
      Archiving.of(context.source()).snapshot(run.errand.name(), Traces.last(run.errand));
      run.ranConsistent = true;
      run.stop().restart(context);
      clock.await(Duration.ofSeconds(1));
      clock.result().ifPresent(context::stopped);
    }
    context.patience(context.limits().answer());
  }

  @Override
  public void undo(StepContext context) throws IOException {
    run.stop().restart(context);
  }
}
