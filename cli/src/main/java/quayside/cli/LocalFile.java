package quayside.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.Archives;

/**
 * A file that can be read anywhere: what was named, or a copy of what comes only once or is packed.
 *
 * @param path where it is
 * @param copy whether it goes away when closed
 */
record LocalFile(Path path, boolean copy) implements Closeable {

  /** The file that is meant; standard input and gzip are copied into the temporary folder. */
  static LocalFile of(ArchiveFile file, Shell shell) throws IOException {
    if (file.file().isPresent() && (!file.packed() || isBackup(file.file().get()))) {
      return new LocalFile(file.file().get(), false);
    }
    Path copy = Files.createTempFile(temporary(shell), "archive-", ".tmp");
    boolean whole = false;
    try (InputStream in = file.unpacked(shell.console().in())) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(copy);
      }
    }
    return new LocalFile(copy, true);
  }

  /** These are read packed as they are. */
  private static boolean isBackup(Path file) throws IOException {
    try {
      return Archives.all().format(file).kind() == ArchiveKind.INSTANCE_BACKUP;
    } catch (ArchiveException _) {
      return false; // whatever it is, it is told when it is unpacked
    }
  }

  /** TMPDIR where it is set, else a folder of ours on the user's disk: /tmp may be memory. */
  static Path temporary(Shell shell) throws IOException {
    String asked = shell.environment().getOrDefault("TMPDIR", "");
    return asked.isEmpty()
        ? Files.createDirectories(
            shell.home().state().resolve("tmp"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
        : Path.of(asked);
  }

  @Override
  public void close() throws IOException {
    if (copy) {
      Files.deleteIfExists(path);
    }
  }
}
