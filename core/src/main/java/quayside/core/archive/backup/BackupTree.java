package quayside.core.archive.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.tar.Bounded;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarReader;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.Timestamp;

/**
 * All members of a tar archive that is not packed, as a file system. Headers are read once;
 * contents are read where they lie. Each member costs about 250 bytes of memory, so their number is
 * bounded.
 */
final class BackupTree implements FileView {
  /** No more can be looked at. */
  static final int MOST = 1 << 21;

  private static final int FOLDER_MODE = 0755;

  private final Path file;
  private final List<Node> nodes = new ArrayList<>();

  /** A file; one with several names is in several folders. */
  private static final class Node {
    final FileType type;
    final @Nullable TarEntry entry;
    final @Nullable Map<BytePath, Long> children;
    int links;

    Node(FileType type, @Nullable TarEntry entry, int links) {
      this.type = type;
      this.entry = entry;
      this.links = links;
      this.children = type == FileType.DIR ? new LinkedHashMap<>() : null;
    }
  }

  private BackupTree(Path file) {
    this.file = file;
    nodes.add(new Node(FileType.DIR, null, 2));
  }

  /**
   * Reads all headers.
   *
   * @param progress told the bytes of the archive that were passed
   */
  static BackupTree read(Path file, LongConsumer progress) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(file, TarReader.of(channel), progress);
    }
  }

  /** Reads all headers of a packed one, whose contents cannot be opened. */
  static BackupTree read(Path file, InputStream unpacked) throws IOException {
    return read(file, new TarReader(unpacked), _ -> {});
  }

  private static BackupTree read(Path file, TarReader tar, LongConsumer progress)
      throws IOException {
    var tree = new BackupTree(file);
    for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
      tree.add(e.get());
      progress.accept(tar.position());
    }
    return tree;
  }

  private void add(TarEntry entry) throws IOException {
    List<BytePath> parts = parts(entry.name());
    if (parts.isEmpty()) {
      return; // the top itself
    }
    if (nodes.size() >= MOST) {
      throw new ArchiveException(
          "too-many",
          "Too many files",
          "It holds more than " + MOST + " files, and no more can be looked at here.",
          "It can be imported, or unpacked with tar.");
    }
    long folder = root();
    for (BytePath part : parts.subList(0, parts.size() - 1)) {
      folder = folder(folder, part, entry);
    }
    BytePath name = parts.getLast();
    Map<BytePath, Long> siblings = children(folder, entry);
    Long before = siblings.get(name);
    if (entry.type() == TarEntry.Type.LINK) {
      long target = find(parts(entry.inode().target()), entry);
      node(target).links++;
      siblings.put(name, target);
      return;
    }
    FileType type = type(entry);
    if (before != null && type == FileType.DIR && node(before).type == FileType.DIR) {
      nodes.set((int) (before - 1), merged(node(before), entry));
      return;
    }
    nodes.add(new Node(type, entry, type == FileType.DIR ? 2 : 1));
    siblings.put(name, (long) nodes.size());
    if (type == FileType.DIR) {
      node(folder).links++;
    }
  }

  private static Node merged(Node before, TarEntry entry) {
    var node = new Node(FileType.DIR, entry, before.links);
    if (node.children != null && before.children != null) {
      node.children.putAll(before.children);
    }
    return node;
  }

  private static List<BytePath> parts(String name) throws IOException {
    var parts = new ArrayList<BytePath>();
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      BytePath path = BytePath.of(part);
      if (!path.isName()) {
        throw damaged("a member is called “" + name + "”, which no file can be");
      }
      parts.add(path);
    }
    return parts;
  }

  private long folder(long folder, BytePath name, TarEntry entry) throws IOException {
    Map<BytePath, Long> siblings = children(folder, entry);
    Long known = siblings.get(name);
    if (known != null) {
      return known;
    }
    nodes.add(new Node(FileType.DIR, null, 2));
    node(folder).links++;
    siblings.put(name, (long) nodes.size());
    return nodes.size();
  }

  private Map<BytePath, Long> children(long folder, TarEntry entry) throws IOException {
    Map<BytePath, Long> children = node(folder).children;
    if (children == null) {
      throw damaged("“" + entry.name() + "” is in something that is no folder");
    }
    return children;
  }

  private long find(List<BytePath> parts, TarEntry entry) throws IOException {
    long at = root();
    for (BytePath part : parts) {
      Map<BytePath, Long> children = node(at).children;
      Long next = children == null ? null : children.get(part);
      if (next == null) {
        throw damaged("“" + entry.name() + "” is another name of a file that is not there");
      }
      at = next;
    }
    if (node(at).type == FileType.DIR) {
      throw damaged("“" + entry.name() + "” is another name of a folder");
    }
    return at;
  }

  private static FileType type(TarEntry entry) throws IOException {
    return switch (entry.type()) {
      case FILE -> FileType.FILE;
      case FOLDER -> FileType.DIR;
      case SYMLINK -> FileType.SYMLINK;
      case CHAR -> FileType.CHAR;
      case BLOCK -> FileType.BLOCK;
      case FIFO -> FileType.FIFO;
      case LINK, OTHER -> throw damaged("“" + entry.name() + "” is of an unknown kind");
    };
  }

  static ArchiveException damaged(String why) {
    return new ArchiveException(
        "archive-broken",
        "The archive is damaged",
        "The backup is damaged: " + why + ".",
        "Use another copy of it; archive verify tells what is wrong with this one.");
  }

  private Node node(long object) throws IOException {
    if (object < 1 || object > nodes.size()) {
      throw new IOException("There is no file number " + object + ".");
    }
    return nodes.get((int) (object - 1));
  }

  @Override
  public long root() {
    return 1;
  }

  @Override
  public FileStat stat(long object) throws IOException {
    Node node = node(object);
    TarEntry entry = node.entry;
    if (entry == null) {
      return stat(object, node, new TarEntry.Inode(FOLDER_MODE, 0, 0, 0, "", 0, 0), 0);
    }
    long size =
        switch (node.type) {
          case FILE -> entry.size();
          case SYMLINK -> target(object).length;
          case DIR, CHAR, BLOCK, FIFO, SOCKET -> 0;
        };
    return stat(object, node, entry.inode(), size);
  }

  private static FileStat stat(long object, Node node, TarEntry.Inode inode, long size) {
    var time = new Timestamp(inode.modified(), 0);
    return new FileStat(
        object,
        node.type,
        inode.mode(),
        inode.uid(),
        inode.gid(),
        node.links,
        size,
        time,
        time,
        time,
        inode.major(),
        inode.minor());
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    Map<BytePath, Long> children = node(directory).children;
    if (children == null) {
      throw new IOException("File number " + directory + " is no folder.");
    }
    for (Map.Entry<BytePath, Long> child : children.entrySet()) {
      entries.entry(child.getKey(), child.getValue());
    }
  }

  @Override
  public InputStream open(long object) throws IOException {
    Node node = node(object);
    TarEntry entry = node.entry;
    if (node.type != FileType.FILE || entry == null) {
      throw new IOException("File number " + object + " has no contents.");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(entry.offset());
    return new Bounded(Channels.newInputStream(channel), entry.size());
  }

  @Override
  public byte[] target(long object) throws IOException {
    Node node = node(object);
    if (node.type != FileType.SYMLINK || node.entry == null) {
      throw new IOException("File number " + object + " is no symlink.");
    }
    return node.entry.inode().target().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    var xattrs = new TreeMap<BytePath, byte[]>();
    TarEntry entry = node(object).entry;
    if (entry != null) {
      entry.xattrs().forEach((name, value) -> xattrs.put(BytePath.of(name), value.clone()));
    }
    return xattrs;
  }
}
