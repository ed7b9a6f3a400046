package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import quayside.core.archive.Sidecar;
import quayside.core.archive.osctl.StreamProof;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/** Reads all of the archive and checks it, before anything is changed on the node. */
final class ReadStep implements Step {
  private final ImportRun run;

  ReadStep(ImportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public void run(StepContext context) throws IOException {
    String stamp = run.stamp();
    if (run.made(context) || context.noted(ImportRun.VERIFIED).equals(Optional.of(stamp))) {
      return;
    }
    long size = run.archive().size();
    RoundMeter meter = RoundMeter.of(context, "verify", size);
    StreamProof.check(
        run.archive(),
        done -> {
          meter.bytes(done, size);
          context.alive();
        });
    Optional<byte[]> expected = Sidecar.read(run.errand.file());
    if (expected.isPresent()) {
      context.detail("Comparing with " + Sidecar.of(run.errand.file()).getFileName());
      byte[] found = Sidecar.hash(run.errand.file(), _ -> context.alive());
      if (!Arrays.equals(expected.get(), found)) {
        throw new ProblemException(
            "checksum-wrong",
            "The archive was changed",
            run.errand.file()
                + " is not the file that its .sha256 vouches for. Nothing was changed on "
                + run.errand.node()
                + ".",
            "Use another copy of it.");
      }
    }
    long _ = meter.finish();
    context.note(ImportRun.VERIFIED, stamp);
  }
}
