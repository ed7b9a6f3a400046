package quayside.core.embedded.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

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
    long object) {

  /** What a tree is made of. */
  public enum Kind {
    FOLDER('d'),
    FILE('f'),
    LINK('l');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    static Kind of(int code) throws IOException {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IOException("the stream holds an unknown kind of file");
    }
  }

  /** Whether content and place are those of another moment's entry; attributes may differ. */
  boolean sameContent(Entry other) {
    return kind == other.kind
        && target.equals(other.target)
        && (kind != Kind.FILE
            || (size == other.size && mtime == other.mtime && inode == other.inode));
  }

  boolean sameAttributes(Entry other) {
    return mode == other.mode && uid == other.uid && gid == other.gid && mtime == other.mtime;
  }

  Entry withObject(long id) {
    return new Entry(name, kind, mode, uid, gid, size, mtime, target, leader, inode, id);
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
  }

  static Entry read(DataInputStream in) throws IOException {
    String name = Names.checked(in.readUTF());
    return new Entry(
        name,
        Kind.of(in.readByte()),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        Names.checked(in.readUTF()),
        in.readLong(),
        in.readLong());
  }
}
