package quayside.core.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody else may read, whatever the umask. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** Makes an empty file with mode 0600, or narrows the mode of the one that is there. */
  static void make(Path file) throws IOException {
    var mode = PosixFilePermissions.fromString("rw-------");
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
    } catch (FileAlreadyExistsException _) {
      Files.setPosixFilePermissions(file, mode);
    }
  }
}
