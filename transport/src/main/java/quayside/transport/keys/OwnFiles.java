package quayside.transport.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that are their owner's alone from their first moment, whatever the umask. */
public final class OwnFiles {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private OwnFiles() {}

  private static FileAttribute<Set<PosixFilePermission>> mode() {
    return PosixFilePermissions.asFileAttribute(OWNER);
  }

  /**
   * Makes a new file with mode 0600.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  public static void create(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode())) {
      for (var bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
    }
    if (!Files.getPosixFilePermissions(file).equals(OWNER)) {
      Files.setPosixFilePermissions(file, OWNER); // a umask that takes from the owner
    }
  }

  /** Makes a folder with mode 0700, and those above it that are missing. */
  public static void folder(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
      Files.setPosixFilePermissions(folder, owner);
    }
  }

  /** Replaces a file in one step; it keeps the mode it had. */
  public static void replace(Path file, byte[] content) throws IOException {
    Set<PosixFilePermission> before =
        Files.exists(file) ? Files.getPosixFilePermissions(file) : OWNER;
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".fresh", "", mode());
    try {
      Files.write(fresh, content);
      Files.setPosixFilePermissions(fresh, before);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
