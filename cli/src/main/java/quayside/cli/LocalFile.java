package quayside.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that can be read anywhere: what was named, or a copy of what comes only once or is packed.
 *
 * @param path where it is
 * @param copy whether it goes away when closed
 */
record LocalFile(Path path, boolean copy) implements Closeable {

  /** The file that is meant; standard input and gzip are copied into the temporary folder. */
  static LocalFile of(ArchiveFile file, Shell shell) throws IOException {
    if (file.file().isPresent() && !file.packed()) {
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
