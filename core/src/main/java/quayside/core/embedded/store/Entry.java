package quayside.core.embedded.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import quayside.core.archive.zfs.FileType;

/**
 * One file of a tree at one moment.
 *
 * @param name path within the tree as {@link Names} writes it; empty for the root
 * @param kind what it is
 * @param mode permission bits, 12 of them
 * @param uid owner within the container
 * @param gid group within the container
 * @param size bytes of a regular file, otherwise 0
 * @param mtime nanoseconds since 1970
 * @param target of a symbolic link, otherwise empty
 * @param leader the first name of the same file (hard link), otherwise empty
 * @param inode on the disk of this node
 * @param object where a snapshot keeps the content; 0: nowhere
 * @param number of its object in streams, the same in all snapshots; 0: none yet
 * @param ctime when it was last changed in any way, nanoseconds since 1970, as far as known
 * @param device major number in the upper, minor in the lower 32 bits
 * @param xattrs extended attributes, name and value with one char per byte
 */
public record Entry(
    String name,
    Kind kind,
    int mode,
    int uid,
    int gid,
    long size,
    long mtime,
    String target,
    String leader,
    long inode,
    long object,
    long number,
    long ctime,
    long device,
    Map<String, String> xattrs) {

  /** What a tree is made of. */
  public enum Kind {
    FOLDER('d', FileType.DIR),
    FILE('f', FileType.FILE),
    LINK('l', FileType.SYMLINK),
    CHAR('c', FileType.CHAR),
    BLOCK('b', FileType.BLOCK),
    FIFO('p', FileType.FIFO),
    SOCKET('s', FileType.SOCKET);

    private final char code;
    private final FileType type;

    Kind(char code, FileType type) {
      this.code = code;
      this.type = type;
    }

    int code() {
      return code;
    }

    FileType type() {
      return type;
    }

    /** Whether an ordinary user can have it on the disk; the others are only noted. */
    boolean onDisk() {
      return this == FOLDER || this == FILE || this == LINK;
    }

    static Kind of(FileType type) {
      return switch (type) {
        case DIR -> FOLDER;
        case FILE -> FILE;
        case SYMLINK -> LINK;
        case CHAR -> CHAR;
        case BLOCK -> BLOCK;
        case FIFO -> FIFO;
        case SOCKET -> SOCKET;
      };
    }

    static Kind read(int code) throws IOException {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IOException("the notes hold an unknown kind of file");
    }
  }

  /** Whether content and place are those of another moment's entry; attributes may differ. */
  boolean sameContent(Entry other) {
    return kind == other.kind
        && target.equals(other.target)
        && (kind != Kind.FILE
            || (size == other.size && mtime == other.mtime && inode == other.inode));
  }

  /** The same at the next moment, with what only snapshots know. */
  Entry with(long newObject, long newNumber, long newCtime) {
    return new Entry(
        name, kind, mode, uid, gid, size, mtime, target, leader, inode, newObject, newNumber,
        newCtime, device, xattrs);
  }

  /** Whether it is the same object with the same content, as far as ZFS tells. */
  boolean untouched(Entry later) {
    return kind == later.kind
        && number == later.number
        && size == later.size
        && mtime == later.mtime
        && ctime == later.ctime;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(name);
    out.writeByte(kind.code);
    out.writeInt(mode);
    out.writeInt(uid);
    out.writeInt(gid);
    out.writeLong(size);
    out.writeLong(mtime);
    out.writeUTF(target);
    out.writeUTF(leader);
    out.writeLong(inode);
    out.writeLong(object);
    out.writeLong(number);
    out.writeLong(ctime);
    out.writeLong(device);
    write(out, xattrs);
  }

  static Entry read(DataInputStream in) throws IOException {
    String name = Names.checked(in.readUTF());
    return new Entry(
        name,
        Kind.read(in.readByte()),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        Names.checked(in.readUTF()),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        xattrs(in));
  }

  static void write(DataOutputStream out, Map<String, String> xattrs) throws IOException {
    out.writeInt(xattrs.size());
    for (var each : xattrs.entrySet()) {
      out.writeUTF(each.getKey());
      byte[] value = each.getValue().getBytes(StandardCharsets.ISO_8859_1);
      out.writeInt(value.length);
      out.write(value);
    }
  }

  static Map<String, String> xattrs(DataInputStream in) throws IOException {
    int left = in.readInt();
    if (left == 0) {
      return Map.of();
    }
    var xattrs = new TreeMap<String, String>();
    for (; left > 0; left--) {
      String name = in.readUTF();
      xattrs.put(name, new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1));
    }
    return xattrs;
  }
}
