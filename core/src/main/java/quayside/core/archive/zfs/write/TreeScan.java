package quayside.core.archive.zfs.write;

import java.io.IOException;
import java.util.Arrays;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;

/**
 * All files of a view by number, with what only a walk can tell: how many names each has and in
 * which directory. Memory: about 60 bytes a file.
 */
final class TreeScan {
  /** Numbers from here on are for what belongs to a file but is none. */
  static final long FIRST_EXTRA = 1L << 33;

  /** How many numbers each file has there. */
  static final int NEAR = 64;

  private static final long FIRST_FAR = 1L << 40;
  private static final int FAR = 1 << 16;
  private static final long LAST_WITH_MANY = (1L << 31) - 1;
  private static final long LAST_FILE = (1L << 32) - 1;

  private final FileView view;
  private long[] keys = new long[1024];
  private long[] parents = new long[1024];
  private int[] links = new int[1024];
  private long[] pending = new long[64];
  private int pendingCount;
  private int size;

  private TreeScan(FileView view) {
    this.view = view;
  }

  static TreeScan of(FileView view) throws IOException {
    TreeScan scan = new TreeScan(view);
    scan.walk();
    return scan;
  }

  private void walk() throws IOException {
    long root = view.root();
    add(root, root, 2);
    push(root);
    while (pendingCount > 0) {
      long directory = pending[--pendingCount];
      view.list(
          directory,
          (name, object) -> {
            if (view.stat(object).type() == FileType.DIR) {
              if (contains(object)) {
                throw view.broken(object, "The directory " + name + " is in two places at once");
              }
              add(object, directory, 2);
              links[slot(directory)]++;
              push(object);
            } else {
              add(object, directory, 1);
            }
          });
    }
  }

  private void push(long directory) {
    if (pendingCount == pending.length) {
      pending = Arrays.copyOf(pending, pendingCount * 2);
    }
    pending[pendingCount++] = directory;
  }

  private void add(long object, long parent, int firstLinks) throws IOException {
    if (object <= 1 || object > LAST_FILE) {
      throw new IOException("A file cannot have the number " + object + " in a stream.");
    }
    int slot = slot(object);
    if (keys[slot] == object) {
      links[slot]++;
      parents[slot] = Math.min(parents[slot], parent);
      return;
    }
    if (size * 2 >= keys.length) {
      grow();
      slot = slot(object);
    }
    keys[slot] = object;
    parents[slot] = parent;
    links[slot] = firstLinks;
    size++;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldParents = parents;
    int[] oldLinks = links;
    keys = new long[oldKeys.length * 2];
    parents = new long[keys.length];
    links = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        parents[slot] = oldParents[i];
        links[slot] = oldLinks[i];
      }
    }
  }

  private int slot(long object) {
    int mask = keys.length - 1;
    int slot = (int) ((object * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != object) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  boolean contains(long object) {
    return keys[slot(object)] == object;
  }

  int links(long object) {
    return links[slot(object)];
  }

  long parent(long object) {
    return parents[slot(object)];
  }

  /** All numbers in ascending order. */
  long[] numbers() {
    return Arrays.stream(keys).filter(key -> key != 0).sorted().toArray();
  }

  FileView view() {
    return view;
  }

  /**
   * The object that goes with a file: 0 for the directory of its extended attributes, then one for
   * each of them. The first ones of all files come before the others of any.
   */
  static long extra(long object, int index) throws IOException {
    if (index < NEAR) {
      return FIRST_EXTRA + object * NEAR + index;
    }
    if (object > LAST_WITH_MANY || index >= FAR) {
      throw new IOException(
          "File " + object + " has more extended attributes than a stream has room for.");
    }
    return FIRST_FAR + object * FAR + index;
  }
}
