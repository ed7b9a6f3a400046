package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Takes the snapshot of the first copy. */
final class SnapshotStep implements Step {
  private final ExportRun run;

  SnapshotStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (!run.landing.copied()) {
      Archiving.of(context.source()).snapshot(run.errand.name(), Traces.base(run.errand));
    }
  }

  @Override
  public void undo(StepContext context) throws IOException {
    if (context.noted(ExportRun.BEGUN).isPresent()) {
      new ExportTidy(run.errand).snapshots(context, false);
    }
  }
}
