package quayside.core.archive.zfs.tree;

/**
 * Device numbers in files. OpenZFS on Linux keeps the kernel's own form, zfs-fuse that of programs
 * (glibc, sysmacros.h, the lower 32 bits), illumos 32 bits of each number. The last is told by its
 * size, the first two only by who sent the stream.
 */
public enum Devices {
  /** Twelve bits of major above twenty of minor. */
  KERNEL,
  /** Bits 8 to 19 are the major number, bits 0 to 7 and 20 to 31 the minor. */
  PROGRAMS;

  long major(long device) {
    if (device >>> 32 != 0) {
      return device >>> 32;
    }
    return this == KERNEL ? device >>> 20 : device >>> 8 & 0xFFF;
  }

  long minor(long device) {
    if (device >>> 32 != 0) {
      return device & 0xFFFF_FFFFL;
    }
    return this == KERNEL ? device & 0xF_FFFF : (device >>> 12 & 0xF_FF00) | (device & 0xFF);
  }

  /** The number to store. */
  public long number(long major, long minor) {
    return this == KERNEL
        ? (major & 0xFFF) << 20 | (minor & 0xF_FFFF)
        : (major & 0xFFF) << 8 | (minor & 0xFF) | (minor & 0xF_FF00) << 12;
  }
}
