package quayside.core.transfer.way;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import quayside.core.archive.PartFile;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.Sizes;
import quayside.core.transfer.ExportRequest;

/** Whether an archive can be written here. */
public final class LocalDisk {
  private static final double TIGHT = 0.9;

  private final Findings findings;
  private final ExportRequest request;

  public LocalDisk(Findings findings, ExportRequest request) {
    this.findings = findings;
    this.request = request;
  }

  /**
   * Looks.
   *
   * @param bytes that it will have at most, as far as known
   * @param packed whether it may well become smaller
   */
  public void check(OptionalLong bytes, boolean packed) throws IOException {
    Path file = request.file().toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      findings.blocker(TransferCode.FOLDER_MISSING, "There is no folder " + folder + ".");
      return;
    }
    if (!Files.isWritable(folder)) {
      findings.blocker(
          TransferCode.FOLDER_FORBIDDEN, "No permission to write into " + folder + ".");
    }
    if (Files.isDirectory(file)) {
      findings.blocker(TransferCode.FILE_EXISTS, file + " is a folder.");
    } else if (Files.exists(file) && !request.replace()) {
      findings.blocker(
          TransferCode.FILE_EXISTS,
          "There is a file " + file + " already; choose another name, or say that it is replaced.");
    } else if (Files.exists(file)) {
      findings.warning(TransferCode.FILE_EXISTS, file + " will be replaced.");
    } else if (Files.exists(PartFile.of(file))) {
      findings.warning(
          TransferCode.FILE_EXISTS,
          "An unfinished file " + PartFile.of(file) + " is there; it will be written anew.");
    }
    room(folder, bytes, packed);
  }

  private void room(Path folder, OptionalLong bytes, boolean packed) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (bytes.isEmpty()) {
      findings.unknown(
          TransferCode.DISK_SPACE, "whether there is room", "the node does not tell the size.");
      return;
    }
    String sizes =
        Sizes.text(bytes.getAsLong())
            + (packed ? " before packing" : "")
            + ", and "
            + Sizes.text(free)
            + " are free in "
            + folder;
    if (bytes.getAsLong() > free && !packed) {
      findings.blocker(TransferCode.DISK_SPACE, "The archive will have " + sizes + ".");
    } else if (bytes.getAsLong() > free * TIGHT) {
      findings.warning(
          TransferCode.DISK_SPACE, "The archive will have " + sizes + ": that may not do.");
    } else {
      findings.fine(TransferCode.DISK_SPACE, Sizes.text(free) + " are free in " + folder + ".");
    }
  }
}
