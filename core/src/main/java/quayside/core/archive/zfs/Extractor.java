package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies a part of a view into a folder that is empty or does not exist yet. Nothing is ever
 * written outside that folder: each name is made anew in a directory that was made just before,
 * existing things are never opened, and symlinks are never followed. What the desktop cannot have
 * (devices, sockets, owners without root, names it cannot spell) is reported, not fatal.
 */
public final class Extractor {
  private static final int MOST_NOTES = 1000;
  private static final int PIECE = 1 << 17;
  private static final int LONGEST_NAME = 255;

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

  /**
   * What became of it.
   *
   * @param files regular files written
   * @param bytes their contents without holes
   * @param notes what could not be kept, in words, at most 1,000
   */
  public record Result(long files, long bytes, List<String> notes) {}

  private final FileView view;
  private final Path target;
  private final long mostBytes;
  private final boolean owners;
  private final Map<Long, Path> linked = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final byte[] piece = new byte[PIECE];
  private long files;
  private long bytes;

  private Extractor(FileView view, Path target, long mostBytes, boolean owners) {
    this.view = view;
    this.target = target;
    this.mostBytes = mostBytes;
    this.owners = owners;
  }

  /**
   * Copies.
   *
   * @param from what to copy; the root for everything
   * @param target where to; the contents of a directory go directly into it
   * @param mostBytes stop with an error when more than that would be written
   * @param owners also set uid and gid, which needs root
   */
  public static Result extract(
      FileView view, BytePath from, Path target, long mostBytes, boolean owners)
      throws IOException {
    if (Files.isSymbolicLink(target)) {
      throw new FileAlreadyExistsException(target + " is a symlink");
    }
    Files.createDirectories(target);
    try (Stream<Path> inside = Files.list(target)) {
      if (inside.findAny().isPresent()) {
        throw new FileAlreadyExistsException(target + " is not empty");
      }
    }
    Extractor extractor = new Extractor(view, target, mostBytes, owners);
    FileWalk.from(view, from, (path, stat) -> extractor.make(from, path, stat));
    FileWalk.from(view, from, (path, stat) -> extractor.finish(from, path, stat));
    return new Result(extractor.files, extractor.bytes, List.copyOf(extractor.notes));
  }

  private Path place(BytePath from, BytePath path) {
    if (path.equals(from)) {
      return target;
    }
    byte[] below = path.bytes();
    int start = from.length() == 0 ? 0 : from.length() + 1;
    Path place = target;
    int part = start;
    for (int i = start; i <= below.length; i++) {
      if (i == below.length || below[i] == '/') {
        place = place.resolve(spelled(BytePath.of(Arrays.copyOfRange(below, part, i))));
        part = i + 1;
      }
    }
    return place;
  }

  /**
   * The name as this system can have it; other bytes than letters, digits, dot, dash become %XX
   * where it cannot, and what gets too long by that is cut.
   */
  private Path spelled(BytePath name) {
    String text = name.text().orElse("");
    if (!text.isEmpty()) {
      try {
        Path plain = target.getFileSystem().getPath(text);
        if (!plain.isAbsolute()
            && plain.getRoot() == null
            && plain.getNameCount() == 1
            && plain.toString().equals(text)) {
          return plain;
        }
      } catch (InvalidPathException e) {
        // by its bytes, or spelled below
      }
    }
    Optional<Path> exact = exact(name);
    if (exact.isPresent()) {
      return exact.get();
    }
    StringBuilder escaped = new StringBuilder();
    for (byte b : name.bytes()) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
      escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    if (escaped.length() > LONGEST_NAME) {
      String sum = Integer.toHexString(name.hashCode());
      escaped.replace(LONGEST_NAME - sum.length() - 1, escaped.length(), "~" + sum);
    }
    return target.getFileSystem().getPath(escaped.toString());
  }

  private Optional<Path> exact(BytePath name) {
    return target.getFileSystem() == FileSystems.getDefault()
        ? RawNames.path(name)
        : Optional.empty();
  }

  private void make(BytePath from, BytePath path, FileStat stat) throws IOException {
    Path place = place(from, path);
    if (path.equals(from) && stat.type() == FileType.DIR) {
      return;
    }
    Path at = path.equals(from) ? target.resolve(spelled(path.name())) : place;
    if (!RawNames.name(at).equals(path.name())) {
      note(path + " is called " + at.getFileName() + " here");
    }
    if (stat.type() != FileType.DIR && stat.links() > 1) {
      Path other = linked.putIfAbsent(stat.object(), at);
      if (other != null) {
        if (Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
          Files.createLink(at, other);
        }
        return;
      }
    }
    try {
      switch (stat.type()) {
        case DIR -> Files.createDirectory(at);
        case FILE -> file(at, path, stat);
        case SYMLINK -> symlink(at, path, stat);
        case CHAR, BLOCK, FIFO, SOCKET ->
            note(path + " is left out: a " + stat.type().word() + " cannot be made here");
      }
    } catch (FileAlreadyExistsException e) {
      throw view.broken(
          stat.object(), path + " exists already: one name twice, as this disk sees it");
    }
  }

  private void symlink(Path at, BytePath path, FileStat stat) throws IOException {
    BytePath to = BytePath.of(view.target(stat.object()));
    try {
      Optional<Path> there =
          to.text().isPresent()
              ? Optional.of(target.getFileSystem().getPath(to.toString()))
              : exact(to);
      if (there.isPresent() && to.length() > 0) {
        Files.createSymbolicLink(at, there.get());
        owner(at, stat);
        return;
      }
    } catch (InvalidPathException | UnsupportedOperationException e) {
      // left out
    }
    note(path + " is left out: a symlink to " + to + " cannot be made here");
  }

  private void file(Path at, BytePath path, FileStat stat) throws IOException {
    long object = stat.object();
    try (InputStream in = view.open(object);
        SeekableByteChannel out =
            Files.newByteChannel(
                at,
                Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.SPARSE,
                    LinkOption.NOFOLLOW_LINKS))) {
      long done = 0;
      while (done < stat.size()) {
        long data = Math.min(view.nextData(object, done), stat.size());
        in.skipNBytes(data - done);
        done = data;
        int n = done < stat.size() ? in.readNBytes(piece, 0, PIECE) : 0;
        if (n > 0) {
          bytes += n;
          if (bytes > mostBytes) {
            throw new IOException(
                "More than " + mostBytes + " bytes would be written; stopped at " + path + ".");
          }
          out.position(done);
          ByteBuffer buffer = ByteBuffer.wrap(piece, 0, n);
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          done += n;
        } else if (done < stat.size()) {
          throw new IOException("The file " + path + " is shorter than it says.");
        }
      }
      if (stat.size() > out.size()) {
        lengthen(out, path, stat.size());
      }
    }
    files++;
    attributes(at, path, stat);
  }

  private static void lengthen(SeekableByteChannel out, BytePath path, long size)
      throws IOException {
    try {
      out.position(size - 1);
      out.write(ByteBuffer.wrap(new byte[1]));
    } catch (IOException e) {
      throw new IOException(path + " cannot be made here with its " + size + " bytes.", e);
    }
  }

  private static long clamped(FileStat stat) {
    return Math.max(-9_000_000_000L, Math.min(9_000_000_000L, stat.modified().seconds()));
  }

  /** Directories get their attributes when nothing more is put into them. */
  private void finish(BytePath from, BytePath path, FileStat stat) throws IOException {
    if (stat.type() == FileType.DIR) {
      Path at = place(from, path);
      attributes(at, path, stat);
    }
  }

  /** The mode comes last: it may forbid the owner to set anything else. */
  private void attributes(Path at, BytePath path, FileStat stat) throws IOException {
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
        note(path + " is here without its attribute " + name);
        continue;
      }
      try {
        user.write(name.substring(5), ByteBuffer.wrap(xattr.getValue()));
      } catch (FileSystemException e) {
        note(path + " is here without its attribute " + name);
      }
    }
  }

  private void owner(Path at, FileStat stat) throws IOException {
    if (owners) {
      Files.setAttribute(at, "unix:uid", (int) stat.uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(at, "unix:gid", (int) stat.gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private void note(String text) {
    if (notes.size() < MOST_NOTES) {
      notes.add(text + ".");
    }
  }
}
