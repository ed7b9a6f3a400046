package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Gives the file its name and its checksum, and removes the backup on the server. */
record NameStep(ExportRun run) implements Step {
  static final String NAME = "finish";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(StepContext context) throws IOException {
    run.landing.name(context);
    PackStep.takeBack(run, context);
  }
}
