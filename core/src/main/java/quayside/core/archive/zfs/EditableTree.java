package quayside.core.archive.zfs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file tree in memory that can be changed, made from nothing or on top of another view. Contents
 * that were not changed stay where they were. Numbers of files never change and are not used again,
 * so states of one tree can be sent as increments. Not for several threads at once.
 */
public final class EditableTree implements FileView {
  private static final long ROOT = 3;
  private static final long FIRST = 16;

  private final Map<Long, Node> nodes = new HashMap<>();
  private final long root;
  private long next;

  private static final class Node {
    FileStat stat;
    @Nullable NavigableMap<BytePath, Long> children;
    byte @Nullable [] content;
    @Nullable FileView from;
    NavigableMap<BytePath, byte[]> xattrs = new TreeMap<>();

    Node(FileStat stat) {
      this.stat = stat;
    }
  }

  private EditableTree(long root, long next) {
    this.root = root;
    this.next = next;
  }

  /** A tree with nothing but its root, which belongs to uid 0 and has mode 0755. */
  public static EditableTree empty(Timestamp now) {
    EditableTree tree = new EditableTree(ROOT, FIRST);
    Node top = new Node(new FileStat(ROOT, FileType.DIR, 0755, 0, 0, 2, 0, now, now, now, 0, 0));
    top.children = new TreeMap<>();
    tree.nodes.put(ROOT, top);
    return tree;
  }

  /**
   * A tree that starts as {@code view} is; contents are read from there as long as they are not
   * replaced.
   */
  public static EditableTree on(FileView view) throws IOException {
    EditableTree tree = new EditableTree(view.root(), FIRST);
    FileWalk.all(
        view,
        (path, stat) -> {
          Node node = tree.nodes.get(stat.object());
          if (node == null) {
            node = new Node(stat);
            node.from = view;
            node.xattrs = new TreeMap<>(view.xattrs(stat.object()));
            if (stat.type() == FileType.DIR) {
              NavigableMap<BytePath, Long> children = new TreeMap<>();
              view.list(stat.object(), children::put);
              node.children = children;
            }
            tree.nodes.put(stat.object(), node);
            tree.next = Math.max(tree.next, stat.object() + 1);
          }
        });
    return tree;
  }

  /** A copy that can be changed without this one noticing. */
  public EditableTree copy() {
    EditableTree copy = new EditableTree(root, next);
    nodes.forEach((number, node) -> {
      Node same = new Node(node.stat);
      same.children = node.children == null ? null : new TreeMap<>(node.children);
      same.content = node.content;
      same.from = node.from;
      same.xattrs = new TreeMap<>(node.xattrs);
      copy.nodes.put(number, same);
    });
    return copy;
  }

  /**
   * Makes a file and returns its number; the kind, mode, owner, times and device come from {@code
   * like}.
   *
   * @param content of a file, the target of a symlink, else empty
   */
  public long create(long directory, BytePath name, FileStat like, byte[] content)
      throws IOException {
    NavigableMap<BytePath, Long> children = children(directory);
    if (!name.isName()) {
      throw new IllegalArgumentException("no name for a file: " + name);
    }
    if (children.containsKey(name)) {
      throw new FileAlreadyExistsException(name.toString());
    }
    long number = next++;
    FileStat stat = like.withObject(number).withLinks(1);
    Node node = new Node(stat.withContents(content.length, like.modified()).withAttributesOf(like));
    if (like.type() == FileType.DIR) {
      node.children = new TreeMap<>();
    }
    node.content = content.clone();
    nodes.put(number, node);
    children.put(name, number);
    return number;
  }

  /** Gives a file, not a directory, one more name. */
  public void link(long directory, BytePath name, long object) throws IOException {
    if (node(object).children != null) {
      throw new IOException("A directory has only one name.");
    }
    if (!name.isName() || children(directory).putIfAbsent(name, object) != null) {
      throw new FileAlreadyExistsException(name.toString());
    }
    Node node = node(object);
    node.stat = node.stat.withLinks(node.stat.links() + 1);
  }

  /** Takes a name away; the last one takes the file with it, and a directory has to be empty. */
  public void remove(long directory, BytePath name) throws IOException {
    Long object = children(directory).get(name);
    if (object == null) {
      throw new NoSuchFileException(name.toString());
    }
    NavigableMap<BytePath, Long> inside = node(object).children;
    if (inside != null && !inside.isEmpty()) {
      throw new DirectoryNotEmptyException(name.toString());
    }
    children(directory).remove(name);
    Node node = node(object);
    node.stat = node.stat.withLinks(node.stat.links() - 1);
    if (inside != null || node.stat.links() == 0) {
      nodes.remove(object);
    }
  }

  /** Moves an entry; a directory must not be moved into itself. */
  public void rename(long from, BytePath name, long to, BytePath newName) throws IOException {
    Long object = children(from).get(name);
    if (object == null) {
      throw new NoSuchFileException(name.toString());
    }
    if (!newName.isName() || children(to).putIfAbsent(newName, object) != null) {
      throw new FileAlreadyExistsException(newName.toString());
    }
    children(from).remove(name);
  }

  /** Replaces what a file holds. */
  public void write(long file, byte[] content, Timestamp now) throws IOException {
    Node node = node(file);
    node.content = content.clone();
    node.stat = node.stat.withContents(content.length, now);
  }

  /** Replaces mode, owner and times; the rest of {@code like} does not matter. */
  public void change(long object, FileStat like) throws IOException {
    Node node = node(object);
    node.stat = node.stat.withAttributesOf(like);
  }

  /** Sets an extended attribute, or removes it where the value is null. */
  public void xattr(long object, BytePath name, byte @Nullable [] value) throws IOException {
    if (value == null) {
      node(object).xattrs.remove(name);
    } else {
      node(object).xattrs.put(name, value.clone());
    }
  }

  private Node node(long object) throws IOException {
    Node node = nodes.get(object);
    if (node == null) {
      throw new NoSuchFileException("file number " + object);
    }
    return node;
  }

  private NavigableMap<BytePath, Long> children(long directory) throws IOException {
    NavigableMap<BytePath, Long> children = node(directory).children;
    if (children == null) {
      throw new NotDirectoryException("file number " + directory);
    }
    return children;
  }

  @Override
  public long root() {
    return root;
  }

  @Override
  public FileStat stat(long object) throws IOException {
    Node node = node(object);
    if (node.children == null) {
      return node.stat;
    }
    long links = 2;
    for (long child : node.children.values()) {
      links += node(child).children != null ? 1 : 0;
    }
    return node.stat.withLinks(links);
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    for (Map.Entry<BytePath, Long> entry : children(directory).entrySet()) {
      entries.entry(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public InputStream open(long file) throws IOException {
    Node node = node(file);
    if (node.content != null) {
      return new ByteArrayInputStream(node.content);
    }
    return node.from == null ? InputStream.nullInputStream() : node.from.open(file);
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    Node node = node(symlink);
    if (node.content != null) {
      return node.content.clone();
    }
    return node.from == null ? new byte[0] : node.from.target(symlink);
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    return Collections.unmodifiableSortedMap(node(object).xattrs);
  }

  @Override
  public long nextData(long file, long from) throws IOException {
    Node node = node(file);
    return node.content == null && node.from != null ? node.from.nextData(file, from) : from;
  }
}
