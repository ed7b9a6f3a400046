package quayside.core.embedded.store;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Entry.Kind;

/**
 * What the user who runs the node may not write to the disk itself: owners, modes that would lock
 * that user out, times and odd targets of symbolic links, extended attributes, and devices, pipes
 * and sockets as a whole. Files without a note belong to the container's root and have the mode and
 * time of the disk.
 */
final class Owners {
  /** A time that is the disk's. */
  static final long ON_DISK = Long.MIN_VALUE;

  /**
   * One file's note; a mode of -1 is the disk's, an empty target as well, and {@code special} is
   * null for what the disk holds.
   */
  record Note(
      @Nullable Kind special,
      int uid,
      int gid,
      int mode,
      long mtime,
      long device,
      String target,
      Map<String, String> xattrs) {
    static final Note NONE = of(0, 0, -1);

    static Note of(int uid, int gid, int mode) {
      return new Note(null, uid, gid, mode, ON_DISK, 0, "", Map.of());
    }
  }

  private final Path file;
  private final Map<String, Note> notes = new HashMap<>();

  Owners(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try (var in = new DataInputStream(Disk.input(file))) {
        for (int left = in.readInt(); left > 0; left--) {
          notes.put(in.readUTF(), read(in));
        }
      }
    }
  }

  private static Note read(DataInputStream in) throws IOException {
    int code = in.readByte();
    return new Note(
        code == 0 ? null : Kind.read(code),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        Entry.xattrs(in));
  }

  @Nullable Note get(String name) {
    return notes.get(name);
  }

  /** What is noted but not on the disk, by name. */
  Map<String, Note> specials() {
    var specials = new TreeMap<String, Note>();
    notes.forEach((name, note) -> {
      if (note.special() != null) {
        specials.put(name, note);
      }
    });
    return specials;
  }

  void put(String name, Note note) {
    if (note.equals(Note.NONE)) {
      notes.remove(name);
    } else {
      notes.put(name, note);
    }
  }

  void clear() {
    notes.clear();
  }

  void save() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(notes.size());
      for (var entry : new TreeMap<>(notes).entrySet()) {
        Note note = entry.getValue();
        Kind special = note.special();
        out.writeUTF(entry.getKey());
        out.writeByte(special == null ? 0 : special.code());
        out.writeInt(note.uid());
        out.writeInt(note.gid());
        out.writeInt(note.mode());
        out.writeLong(note.mtime());
        out.writeLong(note.device());
        out.writeUTF(note.target());
        Entry.write(out, note.xattrs());
      }
    }
    Disk.replace(file, bytes.toByteArray());
  }
}
