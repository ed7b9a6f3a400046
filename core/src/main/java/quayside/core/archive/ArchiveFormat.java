package quayside.core.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One kind of archives: how it is recognised, opened and checked. */
public interface ArchiveFormat {

  /** Which kind. */
  ArchiveKind kind();

  /**
   * Whether a file may be of this kind.
   *
   * @param head its first 4 KiB, or all if it is shorter
   */
  boolean recognises(byte[] head);

  /** Looks without reading data. */
  Inspection inspect(Path file) throws IOException;

  /** The same, shorter. */
  default Glance glance(Path file) throws IOException {
    return inspect(file).glance();
  }

  /**
   * Opens the files in it, which reads and checks all data once.
   *
   * @param temporary an existing folder with room for what must be kept meanwhile
   */
  ArchiveFiles files(Path file, Path temporary, ArchiveProgress progress) throws IOException;

  /** Reads everything and checks every checksum. */
  Verdict verify(Path file, Path temporary, ArchiveProgress progress) throws IOException;

  /**
   * Writes a copy without what can be repaired.
   *
   * @param target must not exist
   * @return what was repaired
   * @throws IOException also where it cannot be repaired; nothing is left then
   */
  List<Remark> repair(Path file, Path target, Path temporary, ArchiveProgress progress)
      throws IOException;

  /** In what the configurations of two archives of this kind differ. */
  List<Difference> compare(Path left, Path right) throws IOException;
}
