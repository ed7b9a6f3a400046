package quayside.core.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import quayside.core.archive.backup.BackupFormat;
import quayside.core.archive.osctl.ExportFormat;
import quayside.core.archive.zfs.StreamFormat;

/** Archives of every kind; needs no node. All methods block, may be called from any thread. */
public final class Archives {
  /** Enough to tell what is in gzip. */
  private static final int HEAD = 4096;

  private final List<ArchiveFormat> formats;

  private Archives(List<ArchiveFormat> formats) {
    this.formats = formats;
  }

  /** All kinds that there are. */
  public static Archives all() {
    return new Archives(List.of(new BackupFormat(), new ExportFormat(), new StreamFormat()));
  }

  /** The form of a file, by its first bytes. */
  public ArchiveFormat format(Path file) throws IOException {
    byte[] head;
    if (Files.isDirectory(file)) {
      throw unknown(file, "it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    for (ArchiveFormat format : formats) {
      if (format.recognises(head)) {
        return format;
      }
    }
    throw unknown(
        file, head.length == 0 ? "it is empty" : "it is neither a tar archive nor a ZFS stream");
  }

  private static ArchiveException unknown(Path file, String why) {
    return new ArchiveException(
        "not-an-archive",
        "Not an archive",
        file + " is no archive of a container: " + why + ".",
        "Choose a file that an export has made.");
  }

  /** What can be told without reading data. */
  public Glance glance(Path file) throws IOException {
    return format(file).glance(file);
  }

  /** The same with everything that is not data. */
  public Inspection inspect(Path file) throws IOException {
    return format(file).inspect(file);
  }

  /** Opens the files in it; reads and checks all data once. */
  public ArchiveFiles files(Path file, Path temporary, ArchiveProgress progress)
      throws IOException {
    return format(file).files(file, temporary, progress);
  }

  /** Reads everything and checks every checksum. */
  public Verdict verify(Path file, Path temporary, ArchiveProgress progress) throws IOException {
    return format(file).verify(file, temporary, progress);
  }

  /**
   * Writes a copy without what can be repaired.
   *
   * @return what was repaired
   */
  public List<Remark> repair(Path file, Path target, Path temporary, ArchiveProgress progress)
      throws IOException {
    return format(file).repair(file, target, temporary, progress);
  }

  /** In what the configurations of two archives differ. */
  public List<Difference> compare(Path left, Path right) throws IOException {
    ArchiveFormat format = format(left);
    if (format.kind() != format(right).kind()) {
      throw new ArchiveException(
          "kinds-differ",
          "Nothing to compare",
          left + " and " + right + " are archives of different kinds.",
          "");
    }
    return format.compare(left, right);
  }
}
