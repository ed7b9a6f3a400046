package quayside.core.archive.zfs.write;

import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.Timestamp;

/**
 * One object that is to be written.
 *
 * @param kind kind of file; of the tables behind the file system, a directory
 * @param bonus the bonus buffer, compared as a whole
 * @param touched when the contents last changed; equal for two states only where the contents are
 *     equal
 */
record Item(
    long object,
    int type,
    FileType kind,
    int blockSize,
    Bonus bonus,
    Touched touched,
    Content content) {
  static final int LARGEST = 131072;

  /** What tells that a file was not touched; never equal for objects that are made here. */
  record Touched(boolean known, Timestamp changed, Timestamp modified, long size) {
    static final Touched UNKNOWN = new Touched(false, Timestamp.EPOCH, Timestamp.EPOCH, 0);

    boolean same(Touched other) {
      return known && equals(other);
    }
  }

  /** The blocks of an object with that much data: one as long as need be, or several of 128 KiB. */
  static int blockSize(long size) {
    return size > LARGEST ? LARGEST : Math.max(512, (int) size + 511 & ~511);
  }
}
