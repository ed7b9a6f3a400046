package quayside.core.archive.zfs;

/**
 * All there is to know of a file but its contents.
 *
 * @param object its number, stable across the snapshots of a file system (what stat calls inode)
 * @param mode the twelve permission bits
 * @param links how many names it has; for a directory two and one for each directory in it
 * @param size bytes of contents; of a symlink, of its target
 * @param major of a device, else 0
 * @param minor of a device, else 0
 */
public record FileStat(
    long object,
    FileType type,
    int mode,
    long uid,
    long gid,
    long links,
    long size,
    Timestamp accessed,
    Timestamp modified,
    Timestamp changed,
    long major,
    long minor) {
  /** The same by another number. */
  public FileStat withObject(long other) {
    return new FileStat(
        other, type, mode, uid, gid, links, size, accessed, modified, changed, major, minor);
  }

  /** The same with as many names. */
  public FileStat withLinks(long count) {
    return new FileStat(
        object, type, mode, uid, gid, count, size, accessed, modified, changed, major, minor);
  }

  /** The same with contents of that size, written at that time. */
  public FileStat withContents(long bytes, Timestamp now) {
    return new FileStat(
        object, type, mode, uid, gid, links, bytes, accessed, now, now, major, minor);
  }

  /** The same with the mode, owner and times of another. */
  public FileStat withAttributesOf(FileStat other) {
    return new FileStat(
        object,
        type,
        other.mode,
        other.uid,
        other.gid,
        links,
        size,
        other.accessed,
        other.modified,
        other.changed,
        major,
        minor);
  }
}
