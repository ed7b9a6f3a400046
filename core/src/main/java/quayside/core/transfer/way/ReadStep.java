package quayside.core.transfer.way;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import quayside.core.archive.Sidecar;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/** Reads all of the archive and checks it, before anything is changed on the node. */
public final class ReadStep implements Step {
  /** Noted when the archive was read and checked: its size and time. */
  private static final String VERIFIED = "verified";

  private final ImportErrand errand;
  private final Proof proof;

  /** Checks everything in the archive. */
  @FunctionalInterface
  public interface Proof {
    /**
     * Reads it.
     *
     * @param progress told the bytes of the archive read so far
     */
    void read(LongConsumer progress) throws IOException;
  }

  public ReadStep(ImportErrand errand, Proof proof) {
    this.errand = errand;
    this.proof = proof;
  }

  @Override
  public String name() {
    return "verify";
  }

  /** Tells this state of the file from another. */
  private String stamp() throws IOException {
    return Files.size(errand.file()) + ":" + Files.getLastModifiedTime(errand.file()).toMillis();
  }

  @Override
  public void run(StepContext context) throws IOException {
    String stamp = stamp();
    if (ImportNotes.yes(context, ImportNotes.MADE)
        || context.noted(VERIFIED).equals(Optional.of(stamp))) {
      return;
    }
    long size = Files.size(errand.file());
    RoundMeter meter = RoundMeter.of(context, "verify", size);
    proof.read(done -> {
      meter.bytes(done, size);
      context.alive();
    });
    Optional<byte[]> expected = Sidecar.read(errand.file());
    if (expected.isPresent()) {
      context.detail("Comparing with " + Sidecar.of(errand.file()).getFileName());
      byte[] found = Sidecar.hash(errand.file(), _ -> context.alive());
      if (!Arrays.equals(expected.get(), found)) {
        throw new ProblemException(
            "checksum-wrong",
            "The archive was changed",
            errand.file()
                + " is not the file that its .sha256 vouches for. Nothing was changed on "
                + errand.node()
                + ".",
            "Use another copy of it.");
      }
    }
    long _ = meter.finish();
    context.note(VERIFIED, stamp);
  }
}
