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
    long minor) {}
