package quayside.core.archive.zfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Gives extracted files what they had besides their contents, as far as this system can. */
final class Attributes {
  /** From the highest bit of a mode to the lowest. */
  private static final List<PosixFilePermission> PERMISSIONS =
      List.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final FileView view;
  private final boolean owners;
  private final Consumer<String> notes;

  /**
   * Attributes of files in {@code view}.
   *
   * @param owners also user and group, and the bits of the mode that only root should give
   * @param notes told what cannot be kept
   */
  Attributes(FileView view, boolean owners, Consumer<String> notes) {
    this.view = view;
    this.owners = owners;
    this.notes = notes;
  }

  /** The mode comes last: it may forbid the owner to set anything else. */
  void set(Path at, BytePath path, FileStat stat) throws IOException {
    owner(at, stat);
    extended(at, path, stat);
    Files.setLastModifiedTime(
        at, FileTime.from(Instant.ofEpochSecond(clamped(stat), stat.modified().nanos())));
    mode(at, stat);
  }

  private void mode(Path at, FileStat stat) throws IOException {
    PosixFileAttributeView posix =
        Files.getFileAttributeView(at, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (posix != null) {
      if (owners) {
        Files.setAttribute(at, "unix:mode", stat.mode());
      } else {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < 9; bit++) {
          if ((stat.mode() & (0400 >> bit)) != 0) {
            permissions.add(PERMISSIONS.get(bit));
          }
        }
        if (stat.type() == FileType.DIR) {
          permissions.add(PosixFilePermission.OWNER_READ);
          permissions.add(PosixFilePermission.OWNER_WRITE);
          permissions.add(PosixFilePermission.OWNER_EXECUTE);
        }
        posix.setPermissions(permissions);
      }
    }
  }

  private void extended(Path at, BytePath path, FileStat stat) throws IOException {
    for (Map.Entry<BytePath, byte[]> xattr : view.xattrs(stat.object()).entrySet()) {
      String name = xattr.getKey().toString();
      UserDefinedFileAttributeView user =
          Files.getFileAttributeView(at, UserDefinedFileAttributeView.class);
      if (!name.startsWith("user.") || user == null) {
        notes.accept(path + " is here without its attribute " + name);
        continue;
      }
      try {
        user.write(name.substring(5), ByteBuffer.wrap(xattr.getValue()));
      } catch (FileSystemException e) {
        notes.accept(path + " is here without its attribute " + name);
      }
    }
  }

  void owner(Path at, FileStat stat) throws IOException {
    if (owners) {
      Files.setAttribute(at, "unix:uid", (int) stat.uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(at, "unix:gid", (int) stat.gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static long clamped(FileStat stat) {
    return Math.max(-9_000_000_000L, Math.min(9_000_000_000L, stat.modified().seconds()));
  }
}
