package quayside.core.transfer.osctl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Optional;
import quayside.core.archive.Sidecar;
import quayside.core.driver.NativeArchives;
import quayside.core.driver.NodeFiles;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.Sizes;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.way.Tries;

/**
 * Copies the archive onto the node's disk. What an earlier try brought is kept if its checksum is
 * that of our beginning.
 */
final class UploadStep implements Step {

  private final ImportRun run;

  UploadStep(ImportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "upload";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.made(context)) {
      return;
    }
    Tries.run(context, () -> upload(context));
  }

  private void upload(StepContext context) throws IOException {
    NativeArchives archives = Archiving.of(context.target());
    NodeFiles files = archives.files();
    String folder = archives.folder(run.errand.pool());
    String file = Traces.nodeFile(run.errand, folder);
    context.patience(context.limits().stall());
    long size = Files.size(run.errand.file());
    Optional<NodeFiles.Facts> there = files.look(file);
    if (files.look(Traces.nodeFolder(run.errand, folder)).isEmpty()) {
      files.makeFolder(Traces.nodeFolder(run.errand, folder));
    }
    long have = there.isPresent() ? same(files, file, there.get().size(), size) : 0;
    RoundMeter meter = RoundMeter.of(context, "upload", size);
    if (have > 0) {
      context.detail("Going on at " + Sizes.text(have));
    }
    if (have < size || size == 0) {
      try (InputStream in = Files.newInputStream(run.errand.file())) {
        in.skipNBytes(have);
        files.store(file, have > 0, in, done -> meter.bytes(have + done, size));
      }
    }
    prove(context, files, file);
    long _ = meter.finish();
    context.patience(context.limits().answer());
  }

  /** How much of what is there is the beginning of ours. */
  private long same(NodeFiles files, String file, long there, long size) throws IOException {
    if (there == 0 || there > size) {
      return 0;
    }
    String ours = HexFormat.of().formatHex(Sidecar.hashOfFirst(run.errand.file(), there));
    return files.sha256(file).equals(ours) ? there : 0;
  }

  private void prove(StepContext context, NodeFiles files, String file) throws IOException {
    context.detail("Comparing with the node's file");
    byte[] here = Sidecar.hash(run.errand.file(), _ -> context.alive());
    if (!files.sha256(file).equals(HexFormat.of().formatHex(here))) {
      files.remove(file);
      throw new ProblemException(
          "upload-differs",
          "The upload is not the archive",
          "What arrived on "
              + run.errand.node()
              + " is not what lies in "
              + run.errand.file()
              + ", so it was removed there; nothing was imported.",
          "Continue to upload it again; look at the disks if it happens once more.");
    }
  }
}
