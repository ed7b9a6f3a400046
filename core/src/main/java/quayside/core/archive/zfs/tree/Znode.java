package quayside.core.archive.zfs.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.Timestamp;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.index.Dnode;
import quayside.core.archive.zfs.index.Objects;

/**
 * What ZFS knows of a file, from either kind of bonus buffer.
 *
 * @param xattrDirectory the object whose entries are the extended attributes; 0 where there is none
 * @param shortTarget a symlink's target where it is kept here
 * @param packedXattrs a list of extended attributes where they are kept here
 */
record Znode(
    FileStat stat,
    long xattrDirectory,
    @Nullable ByteBuffer shortTarget,
    @Nullable ByteBuffer packedXattrs) {
  static final int OLD_SIZE = 264;
  private static final int ZNODE = 17;
  private static final int SYSTEM_ATTRIBUTES = 44;
  private static final int DIRECTORY = 20;

  static Znode read(Dnode object, @Nullable SystemAttributes attributes, Objects objects)
      throws IOException {
    int bonus = object.bonusType();
    Znode found;
    if (bonus == ZNODE) {
      found = old(object, objects);
    } else if (bonus == SYSTEM_ATTRIBUTES && attributes != null) {
      found = modern(object, attributes.of(object));
    } else {
      throw new ZfsStreamException(object.at(), "Object " + object.number() + " is not a file");
    }
    if ((object.type() == DIRECTORY) != (found.stat().type() == FileType.DIR)) {
      throw new ZfsStreamException(
          object.at(), "Object " + object.number() + " is a directory and is none");
    }
    return found;
  }

  /** OpenZFS, zfs_znode.h, znode_phys_t: file system versions up to 4. */
  private static Znode old(Dnode object, Objects objects) throws IOException {
    byte[] bytes = object.bonus();
    if (bytes.length < OLD_SIZE) {
      throw broken(object);
    }
    ByteBuffer in =
        ByteBuffer.wrap(bytes)
            .order(objects.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    FileStat stat =
        stat(
            object,
            in.getLong(72),
            in.getLong(128),
            in.getLong(136),
            in.getLong(96),
            in.getLong(80),
            time(in, 0),
            time(in, 16),
            time(in, 32),
            in.getLong(112),
            objects.sentByOpenZfs() ? Devices.KERNEL : Devices.PROGRAMS);
    ByteBuffer target = null;
    if (stat.type() == FileType.SYMLINK && stat.size() <= bytes.length - OLD_SIZE) {
      target = in.slice(OLD_SIZE, (int) stat.size());
    }
    return new Znode(stat, in.getLong(104), target, null);
  }

  private static Znode modern(Dnode object, Map<String, ByteBuffer> a) throws IOException {
    FileStat stat =
        stat(
            object,
            number(object, a, "ZPL_MODE"),
            number(object, a, "ZPL_UID"),
            number(object, a, "ZPL_GID"),
            number(object, a, "ZPL_LINKS"),
            number(object, a, "ZPL_SIZE"),
            time(object, a, "ZPL_ATIME"),
            time(object, a, "ZPL_MTIME"),
            time(object, a, "ZPL_CTIME"),
            a.containsKey("ZPL_RDEV") ? number(object, a, "ZPL_RDEV") : 0,
            Devices.KERNEL);
    return new Znode(
        stat,
        a.containsKey("ZPL_XATTR") ? number(object, a, "ZPL_XATTR") : 0,
        a.get("ZPL_SYMLINK"),
        a.get("ZPL_DXATTR"));
  }

  private static FileStat stat(
      Dnode object,
      long mode,
      long uid,
      long gid,
      long links,
      long size,
      Timestamp accessed,
      Timestamp modified,
      Timestamp changed,
      long device,
      Devices form)
      throws IOException {
    FileType type = FileType.ofMode(mode).orElse(null);
    if (type == null || size < 0) {
      throw broken(object);
    }
    boolean isDevice = type == FileType.CHAR || type == FileType.BLOCK;
    return new FileStat(
        object.number(),
        type,
        (int) mode & 0xFFF,
        uid & 0xFFFF_FFFFL,
        gid & 0xFFFF_FFFFL,
        links,
        size,
        accessed,
        modified,
        changed,
        isDevice ? form.major(device) : 0,
        isDevice ? form.minor(device) : 0);
  }

  private static long number(Dnode object, Map<String, ByteBuffer> attributes, String name)
      throws IOException {
    ByteBuffer value = attributes.get(name);
    if (value == null || value.limit() < 8) {
      throw broken(object);
    }
    return value.getLong(0);
  }

  private static Timestamp time(Dnode object, Map<String, ByteBuffer> attributes, String name)
      throws IOException {
    ByteBuffer value = attributes.get(name);
    if (value == null || value.limit() < 16) {
      throw broken(object);
    }
    return time(value, 0);
  }

  private static Timestamp time(ByteBuffer in, int at) {
    return new Timestamp(in.getLong(at), (int) Math.floorMod(in.getLong(at + 8), 1_000_000_000L));
  }

  /** A copy of the bytes. */
  static byte[] bytes(ByteBuffer value) {
    byte[] copy = new byte[value.limit()];
    value.get(0, copy);
    return copy;
  }

  private static ZfsStreamException broken(Dnode object) throws IOException {
    return new ZfsStreamException(
        object.at(), "The attributes of object " + object.number() + " are broken");
  }
}
