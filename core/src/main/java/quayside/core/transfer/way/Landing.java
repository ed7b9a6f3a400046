package quayside.core.transfer.way;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import quayside.core.archive.PartFile;
import quayside.core.archive.Sidecar;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/** The file of an export on this machine, until it has its name, and what is written down of it. */
public final class Landing {
  /** Noted when the unfinished file was read back: its checksum and size. */
  private static final String PROVEN = "proven";

  /** Noted when the file has its name. */
  private static final String NAMED = "named";

  private final Path file;
  private final boolean replace;
  private long written;
  private boolean copied;
  private boolean named;

  /** Reads a whole archive and checks everything in it. */
  @FunctionalInterface
  public interface Proof {
    /**
     * Checks.
     *
     * @param progress told the bytes read so far
     * @return the SHA-256 of the file
     */
    byte[] of(Path file, LongConsumer progress) throws IOException;
  }

  public Landing(ExportErrand errand) {
    this.file = errand.file();
    this.replace = errand.request().replace();
  }

  /** Looks how far an earlier run of this operation got. */
  public void look(StepContext context) throws IOException {
    named = isNamed(context) && !isBegun();
    Optional<String> proven = context.noted(PROVEN);
    copied =
        named
            || (proven.isPresent()
                && isBegun()
                && proven.get().endsWith(":" + Files.size(PartFile.of(file))));
  }

  /** Whether all of it is here and was read back. */
  public boolean copied() {
    return copied;
  }

  /** Bytes of the unfinished file that were written so far. */
  public long written() {
    return written;
  }

  /** So many bytes are in the unfinished file. */
  public void wrote(long bytes) {
    written = bytes;
  }

  /** Whether there is an unfinished file. */
  public boolean isBegun() {
    return Files.exists(PartFile.of(file));
  }

  /** Whether the file was given its name and still has it. */
  public boolean isNamed(StepContext context) {
    return context.noted(NAMED).isPresent() && Files.exists(file);
  }

  /** Whether the unfinished file was read back and only lacks its name. */
  public boolean isProven(StepContext context) {
    return context.noted(PROVEN).isPresent() && isBegun();
  }

  /**
   * Reads the unfinished file back from the disk.
   *
   * @return its SHA-256 in hexadecimal; to be handed to {@link #proven}
   */
  public String prove(StepContext context, Proof proof) throws IOException {
    try (PartFile part = PartFile.reopen(file, written)) {
      part.channel().force(true);
    }
    RoundMeter meter = RoundMeter.of(context, "verify", written);
    byte[] sha256 =
        proof.of(
            PartFile.of(file),
            done -> {
              meter.bytes(done, written);
              context.alive();
            });
    long _ = meter.finish();
    return HexFormat.of().formatHex(sha256);
  }

  /** Writes down that it is as it should be. */
  public void proven(StepContext context, String sha256) {
    context.note(PROVEN, sha256 + ":" + written);
  }

  /** Gives it its name, and writes its checksum beside it. */
  public void name(StepContext context) throws IOException {
    String proven = context.noted(PROVEN).orElseThrow();
    int colon = proven.indexOf(':');
    if (!named) {
      try (PartFile part = PartFile.reopen(file, Long.parseLong(proven.substring(colon + 1)))) {
        part.finish(replace);
      } catch (FileAlreadyExistsException _) {
        throw new ProblemException(
            "file-exists",
            "A file is in the way",
            "The archive is whole in "
                + PartFile.of(file)
                + ", but meanwhile there is a file "
                + file
                + ", which is not replaced.",
            "Move that file away and continue, or cancel.");
      }
      context.note(NAMED, "yes");
    }
    Sidecar.write(file, HexFormat.of().parseHex(proven.substring(0, colon)));
  }

  /** Removes the unfinished file. */
  public void discard() throws IOException {
    Files.deleteIfExists(PartFile.of(file));
  }
}
