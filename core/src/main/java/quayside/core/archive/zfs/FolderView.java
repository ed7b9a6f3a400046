package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder of this machine as a view. Needs a Unix file system; of extended attributes only those
 * of users are seen. The numbers of files come from {@link ObjectNumbers}, so that they outlive
 * this process. The folder must hold still.
 */
public final class FolderView implements FileView {
  private final Path folder;
  private final ObjectNumbers numbers;
  private final Map<Long, Path> paths = new HashMap<>();

  /** The folder with the numbers it had before; new files get new ones as they are come across. */
  public FolderView(Path folder, ObjectNumbers numbers) {
    this.folder = folder;
    this.numbers = numbers;
    paths.put(ObjectNumbers.ROOT, folder);
  }

  /** The numbers in use, to be saved once the stream has been sent. */
  public ObjectNumbers numbers() {
    return numbers;
  }

  private Path path(long object) throws IOException {
    Path path = paths.get(object);
    if (path == null) {
      throw new NoSuchFileException("file number " + object + " in " + folder);
    }
    return path;
  }

  @Override
  public long root() {
    return ObjectNumbers.ROOT;
  }

  @Override
  public FileStat stat(long object) throws IOException {
    Path path = path(object);
    Map<String, Object> found = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    long mode = number(found, "mode");
    FileType type =
        FileType.ofMode(mode).orElseThrow(() -> new IOException(path + " is of no known kind."));
    long device = number(found, "rdev");
    boolean isDevice = type == FileType.CHAR || type == FileType.BLOCK;
    return new FileStat(
        object,
        type,
        (int) mode & 0xFFF,
        number(found, "uid"),
        number(found, "gid"),
        number(found, "nlink"),
        type == FileType.FILE || type == FileType.SYMLINK ? number(found, "size") : 0,
        time(found, "lastAccessTime"),
        time(found, "lastModifiedTime"),
        time(found, "ctime"),
        isDevice ? (device >>> 8 & 0xFFF) | (device >>> 32 & ~0xFFFL) : 0,
        isDevice ? (device & 0xFF) | (device >>> 12 & 0xFFFF_FF00L) : 0);
  }

  private static long number(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    return value instanceof Integer number
        ? number & 0xFFFF_FFFFL
        : value instanceof Long number ? number : 0;
  }

  private static Timestamp time(Map<String, Object> attributes, String name) {
    if (attributes.get(name) instanceof FileTime time) {
      Instant instant = time.toInstant();
      return new Timestamp(instant.getEpochSecond(), instant.getNano());
    }
    return Timestamp.EPOCH;
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(path(directory))) {
      for (Path each : inside) {
        long object = numbers.of(each);
        paths.putIfAbsent(object, each);
        entries.entry(RawNames.name(each), object);
      }
    }
  }

  @Override
  public InputStream open(long file) throws IOException {
    return Files.newInputStream(path(file), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    return RawNames.target(Files.readSymbolicLink(path(symlink))).bytes();
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    SortedMap<BytePath, byte[]> found = new TreeMap<>();
    Path path = path(object);
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    if (view == null
        || !(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
      return found;
    }
    for (String name : view.list()) {
      ByteBuffer value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      found.put(BytePath.of("user." + name), value.array());
    }
    return found;
  }
}
