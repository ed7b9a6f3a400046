package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.archive.backup.BackupProof;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Reads the unfinished file back from the disk and checks everything in it. */
record ProveStep(ExportRun run) implements Step {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (!run.landing.copied()) {
      run.landing.proven(context, run.landing.prove(context, BackupProof::of));
    }
  }
}
