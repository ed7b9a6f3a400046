package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Gives the file its name and its checksum, and removes what was needed on the node. */
final class NameStep implements Step {
  static final String NAME = "finish";

  private final ExportRun run;
  private final boolean throughNode;

  NameStep(ExportRun run, boolean throughNode) {
    this.run = run;
    this.throughNode = throughNode;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(StepContext context) throws IOException {
    run.landing.name(context);
    run.stop().restart(context);
    var tidy = new ExportTidy(run.errand);
    tidy.snapshots(context, throughNode);
    if (throughNode) {
      tidy.nodeFile(context);
    }
  }
}
