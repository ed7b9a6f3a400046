package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.HexFormat;
import quayside.core.archive.PartFile;
import quayside.core.archive.Sidecar;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

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
    String proven = context.noted(ExportRun.PROVEN).orElseThrow();
    if (!run.named) {
      long size = Long.parseLong(proven.substring(proven.indexOf(':') + 1));
      try (PartFile part = PartFile.reopen(run.errand.file(), size)) {
        part.finish(run.errand.request().replace());
      } catch (FileAlreadyExistsException _) {
        throw new ProblemException(
            "file-exists",
            "A file is in the way",
            "The archive is whole in "
                + PartFile.of(run.errand.file())
                + ", but meanwhile there is a file "
                + run.errand.file()
                + ", which is not replaced.",
            "Move that file away and continue, or cancel.");
      }
      context.note(ExportRun.NAMED, "yes");
    }
    Sidecar.write(
        run.errand.file(), HexFormat.of().parseHex(proven.substring(0, proven.indexOf(':'))));
    var tidy = new ExportTidy(run.errand);
    tidy.restart(context);
    tidy.snapshots(context, throughNode);
    if (throughNode) {
      tidy.nodeFile(context);
    }
  }
}
