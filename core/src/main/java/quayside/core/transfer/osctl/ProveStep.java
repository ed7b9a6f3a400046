package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import quayside.core.archive.PartFile;
import quayside.core.archive.osctl.ExportProof;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.RoundMeter;
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
    if (run.copied) {
      return;
    }
    Path part = PartFile.of(run.errand.file());
    try (PartFile written = PartFile.reopen(run.errand.file(), run.written)) {
      written.channel().force(true);
    }
    long size = Files.size(part);
    RoundMeter meter = RoundMeter.of(context, "verify", size);
    byte[] sha256 =
        ExportProof.of(
            part,
            done -> {
              meter.bytes(done, size);
              context.alive();
            });
    long _ = meter.finish();
    String here = HexFormat.of().formatHex(sha256);
    if (throughNode) {
      compare(context, here);
    }
    context.note(ExportRun.PROVEN, here + ":" + size);
  }

  /** The node's file and ours must be the same. */
  private void compare(StepContext context, String here) throws IOException {
    context.detail("Comparing with the node's file");
    context.patience(context.limits().stall());
    NativeArchives archives = Archiving.of(context.source());
    String folder = archives.folder(run.errand.source().pool());
    String there = archives.files().sha256(run.errand.nodeFile(folder));
    if (!there.equals(here)) {
      Files.delete(PartFile.of(run.errand.file()));
      throw new IOException(
          "What was fetched is not what lies on the node, so it was thrown away; continue to fetch"
              + " it again.");
    }
  }
}
