package quayside.core.archive.zfs.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;

/**
 * Makes the objects of a file system (version 4) from the files of a view; the same files always
 * give the same objects.
 */
final class Items {
  static final long MASTER = 1;
  static final long DELETE_QUEUE = TreeScan.FIRST_EXTRA;
  private static final int FILE_TYPE = 19;
  private static final int DIRECTORY_TYPE = 20;
  private static final int MASTER_TYPE = 21;
  private static final int DELETE_QUEUE_TYPE = 22;
  private static final int ZNODE = 17;
  private static final long VERSION = 4;
  private static final byte[] NO_TAIL = {};

  private final TreeScan scan;
  private final FileView view;
  private final ZnodeWriter znodes;

  Items(TreeScan scan, ZnodeWriter znodes) {
    this.scan = scan;
    this.view = scan.view();
    this.znodes = znodes;
  }

  Item master() {
    ZapWriter zap = new ZapWriter(MASTER);
    put(zap, "normalization", 0);
    put(zap, "utf8only", 0);
    put(zap, "casesensitivity", 0);
    put(zap, "VERSION", VERSION);
    put(zap, "DELETE_QUEUE", DELETE_QUEUE);
    put(zap, "ROOT", view.root());
    return table(MASTER, MASTER_TYPE, Bonus.NONE, zap);
  }

  Item deleteQueue() {
    return table(DELETE_QUEUE, DELETE_QUEUE_TYPE, Bonus.NONE, new ZapWriter(DELETE_QUEUE));
  }

  private static void put(ZapWriter zap, String name, long value) {
    zap.put(BytePath.of(name), value);
  }

  private static Item table(long object, int type, Bonus bonus, ZapWriter zap) {
    List<byte[]> blocks = zap.blocks();
    return new Item(
        object,
        type,
        FileType.DIR,
        blocks.getFirst().length,
        bonus,
        Item.Touched.UNKNOWN,
        Content.of(blocks));
  }

  /** A file; {@code hasXattrs} tells whether {@link #extras} will have something for it. */
  Item file(long object, boolean hasXattrs) throws IOException {
    FileStat stat = view.stat(object);
    long xattrs = hasXattrs ? TreeScan.extra(object, 0) : 0;
    return switch (stat.type()) {
      case DIR -> directory(stat, xattrs);
      case SYMLINK -> symlink(stat, xattrs);
      case FILE ->
          new Item(
              object,
              FILE_TYPE,
              stat.type(),
              Item.blockSize(stat.size()),
              bonus(stat, stat.size(), xattrs, NO_TAIL),
              new Item.Touched(true, stat.changed(), stat.modified(), stat.size()),
              Content.of(view, object, stat.size()));
      case FIFO, SOCKET, CHAR, BLOCK -> plain(stat, bonus(stat, 0, xattrs, NO_TAIL), NO_TAIL);
    };
  }

  private Bonus bonus(FileStat stat, long size, long xattrs, byte[] tail) {
    long object = stat.object();
    return new Bonus(
        ZNODE,
        znodes.bonus(stat, size, scan.links(object), scan.parent(object), xattrs, false, tail));
  }

  private static Item plain(FileStat stat, Bonus bonus, byte[] data) {
    return new Item(
        stat.object(),
        FILE_TYPE,
        stat.type(),
        Item.blockSize(data.length),
        bonus,
        Item.Touched.UNKNOWN,
        Content.of(data));
  }

  private Item symlink(FileStat stat, long xattrs) throws IOException {
    byte[] target = view.target(stat.object());
    boolean fits = ZnodeWriter.SIZE + target.length <= ZnodeWriter.MAX_BONUS;
    Bonus bonus = bonus(stat, target.length, xattrs, fits ? target : NO_TAIL);
    return plain(stat, bonus, fits ? NO_TAIL : target);
  }

  private Item directory(FileStat stat, long xattrs) throws IOException {
    ZapWriter zap = new ZapWriter(stat.object());
    view.list(
        stat.object(),
        (name, child) -> zap.put(name, (long) view.stat(child).type().bits() << 60 | child));
    return table(stat.object(), DIRECTORY_TYPE, bonus(stat, zap.size() + 2L, xattrs, NO_TAIL), zap);
  }

  /** The directory of a file's extended attributes and what is in it; empty where it has none. */
  List<Item> extras(long object) throws IOException {
    List<Item> items = new ArrayList<>();
    if (!scan.contains(object)) {
      return items;
    }
    Map<BytePath, byte[]> xattrs = view.xattrs(object);
    if (xattrs.isEmpty()) {
      return items;
    }
    FileStat owner = view.stat(object);
    long folder = TreeScan.extra(object, 0);
    ZapWriter zap = new ZapWriter(folder);
    int index = 1;
    for (Map.Entry<BytePath, byte[]> xattr : xattrs.entrySet()) {
      long number = TreeScan.extra(object, index++);
      zap.put(xattr.getKey(), (long) FileType.FILE.bits() << 60 | number);
      byte[] value = xattr.getValue();
      FileStat stat = stat(owner, number, FileType.FILE, 0600, value.length);
      Bonus bonus = new Bonus(ZNODE, znodes.bonus(stat, value.length, 1, folder, 0, true, NO_TAIL));
      items.add(plain(stat, bonus, value));
    }
    FileStat stat = stat(owner, folder, FileType.DIR, 01777, 0);
    Bonus bonus =
        new Bonus(ZNODE, znodes.bonus(stat, zap.size() + 2L, 2, object, 0, true, NO_TAIL));
    items.addFirst(table(folder, DIRECTORY_TYPE, bonus, zap));
    return items;
  }

  private static FileStat stat(FileStat owner, long object, FileType type, int mode, long size) {
    return new FileStat(
        object,
        type,
        mode,
        owner.uid(),
        owner.gid(),
        1,
        size,
        owner.changed(),
        owner.changed(),
        owner.changed(),
        0,
        0);
  }
}
