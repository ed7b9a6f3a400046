package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.archive.osctl.ExportProof;
import quayside.core.driver.NativeArchives;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Reads the unfinished file back from the disk and checks everything in it. */
final class ProveStep implements Step {
  private final ExportRun run;
  private final boolean throughNode;

  ProveStep(ExportRun run, boolean throughNode) {
    this.run = run;
    this.throughNode = throughNode;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.landing.copied()) {
      return;
    }
    String here = run.landing.prove(context, ExportProof::of);
    if (throughNode) {
      compare(context, here);
    }
    run.landing.proven(context, here);
  }

  /** The node's file and ours must be the same. */
  private void compare(StepContext context, String here) throws IOException {
    context.detail("Comparing with the node's file");
    context.patience(context.limits().stall());
    NativeArchives archives = Archiving.of(context.source());
    String folder = archives.folder(run.errand.source().pool());
    String there = archives.files().sha256(Traces.nodeFile(run.errand, folder));
    if (!there.equals(here)) {
      run.landing.discard();
      throw new IOException(
          "What was fetched is not what lies on the node, so it was thrown away; continue to fetch"
              + " it again.");
    }
  }
}
