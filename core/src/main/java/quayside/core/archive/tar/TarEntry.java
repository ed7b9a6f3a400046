package quayside.core.archive.tar;

import java.util.Map;
import java.util.Set;

/**
 * One member.
 *
 * @param name as the archive says it, slashes between folders
 * @param type what it is
 * @param inode what a file system would know of it
 * @param header bytes from the start of the archive to the first block that describes it
 * @param offset bytes from the start of the archive to its contents
 * @param size bytes of its contents
 * @param xattrs extended attributes by full name, where a pax header tells them
 * @param traits what a plain ustar archive would not have
 */
public record TarEntry(
    String name,
    Type type,
    Inode inode,
    long header,
    long offset,
    long size,
    Map<String, byte[]> xattrs,
    Set<Trait> traits) {

  /**
   * What a file system knows of a file.
   *
   * @param mode the lower twelve permission bits
   * @param modified Unix seconds
   * @param target of a link; empty for others
   * @param major of a device, else 0
   * @param minor of a device, else 0
   */
  public record Inode(
      int mode, long uid, long gid, long modified, String target, long major, long minor) {
    /** The same with owners that did not fit their fields; -1 where they did. */
    Inode withOwners(long user, long group) {
      return new Inode(
          mode, user < 0 ? uid : user, group < 0 ? gid : group, modified, target, major, minor);
    }
  }

  /** Kinds of members. */
  public enum Type {
    FILE,
    FOLDER,
    /** Another name for a member that stands before it. */
    LINK,
    SYMLINK,
    CHAR,
    BLOCK,
    FIFO,
    /** Something of a newer kind. */
    OTHER
  }

  /** Ways to say more than ustar can; not every reader knows them. */
  public enum Trait {
    /** A name in a block of its own, as GNU tar writes it. */
    GNU_NAME,
    /** A pax header tells its name or size. */
    PAX,
    /** The size is a binary number: more than 64 GiB, or written by an odd program. */
    BINARY_SIZE,
    /** The size fills its field without an end: 8 GiB and more. */
    WIDE_SIZE,
    /**
     * The size did not fit its field and lost its last digits there, as 64 GiB and more do with
     * some writers; {@link TarEntry#size} was found by looking for what follows.
     */
    CUT_SIZE,
    /** The header is older than ustar. */
    OLD
  }

  public TarEntry {
    xattrs = Map.copyOf(xattrs);
    traits = Set.copyOf(traits);
  }

  /** Whether it is a regular file; folders, links and devices are not. */
  public boolean file() {
    return type == Type.FILE;
  }

  /** Bytes from the start of the archive to the end of the last block of its contents. */
  public long end() {
    return offset + TarHeader.padded(size);
  }
}
