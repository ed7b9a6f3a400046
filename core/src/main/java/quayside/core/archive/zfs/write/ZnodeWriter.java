package quayside.core.archive.zfs.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.Timestamp;
import quayside.core.archive.zfs.tree.Devices;

/**
 * Makes bonus buffers with old znodes (OpenZFS, zfs_znode.h, znode_phys_t) and, in them, the access
 * list that says the same as the mode (zfs_acl.h): ZFS trusts the list more than the mode.
 */
final class ZnodeWriter {
  static final int SIZE = 264;

  /**
   * The bonus buffer of an old dnode; a symlink's target that fits behind the znode is kept there.
   */
  static final int MAX_BONUS = 320;

  private static final long ARCHIVE_AND_MODIFIED = 0x0408_0000_0000L;
  private static final long IS_XATTR = 1;
  private static final long TRIVIAL = 4;
  private static final long AUTO_INHERIT = 0x40;
  private static final long NOBODY_DENIED_EXECUTE = 0x100;
  private static final int GENERATION = 4;

  private static final short OWNER = 0x1000;
  private static final short GROUP = 0x2040;
  private static final short EVERYONE = 0x4000;
  private static final int OWNERS_RIGHTS = 0xC0110;
  private static final int EVERYBODYS_RIGHTS = 0x120088;

  private final Devices devices;

  ZnodeWriter(Devices devices) {
    this.devices = devices;
  }

  /**
   * A bonus buffer.
   *
   * @param size as ZFS counts it: of a directory, its entries and two
   * @param tail the target of a short symlink, or nothing
   */
  byte[] bonus(
      FileStat stat,
      long size,
      long links,
      long parent,
      long xattrs,
      boolean isXattr,
      byte[] tail) {
    ByteBuffer z = ByteBuffer.allocate(SIZE + tail.length).order(ByteOrder.LITTLE_ENDIAN);
    time(z, 0, stat.accessed());
    time(z, 16, stat.modified());
    time(z, 32, stat.changed());
    time(z, 48, stat.changed());
    z.putLong(64, GENERATION);
    z.putLong(72, (long) stat.type().bits() << 12 | stat.mode());
    z.putLong(80, size);
    z.putLong(88, parent);
    z.putLong(96, links);
    z.putLong(104, xattrs);
    z.putLong(
        112,
        stat.type() == FileType.CHAR || stat.type() == FileType.BLOCK
            ? devices.number(stat.major(), stat.minor())
            : 0);
    z.putLong(
        120,
        ARCHIVE_AND_MODIFIED
            | TRIVIAL
            | (isXattr ? IS_XATTR : 0)
            | (stat.type() == FileType.DIR ? AUTO_INHERIT : 0)
            | ((stat.mode() & 0111) == 0111 ? NOBODY_DENIED_EXECUTE : 0));
    z.putLong(128, stat.uid());
    z.putLong(136, stat.gid());
    z.putInt(184, 48);
    z.putShort(188, (short) 1);
    z.putShort(190, (short) 6);
    acl(z, 192, stat.mode());
    z.put(SIZE, tail);
    return z.array();
  }

  private static void time(ByteBuffer z, int at, Timestamp time) {
    z.putLong(at, time.seconds());
    z.putLong(at + 8, time.nanos());
  }

  private static void acl(ByteBuffer z, int at, int mode) {
    ace(z, at, 1, OWNER, ~mask(mode >> 6) & 0x27);
    ace(z, at + 8, 0, OWNER, OWNERS_RIGHTS | mask(mode >> 6));
    ace(z, at + 16, 1, GROUP, ~mask(mode >> 3) & 0x27);
    ace(z, at + 24, 0, GROUP, mask(mode >> 3));
    ace(z, at + 32, 1, EVERYONE, OWNERS_RIGHTS | (~mask(mode) & 0x27));
    ace(z, at + 40, 0, EVERYONE, EVERYBODYS_RIGHTS | mask(mode));
  }

  /** Read is bit 0, write bits 1 and 2, execute bit 5. */
  private static int mask(int rwx) {
    return ((rwx & 4) != 0 ? 1 : 0) | ((rwx & 2) != 0 ? 6 : 0) | ((rwx & 1) != 0 ? 0x20 : 0);
  }

  private static void ace(ByteBuffer z, int at, int deny, short who, int rights) {
    z.putShort(at, (short) deny);
    z.putShort(at + 2, who);
    z.putInt(at + 4, rights);
  }
}
