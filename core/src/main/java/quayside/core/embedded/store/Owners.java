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

/**
 * What the user who runs the node may not write to the disk itself: owners, modes that would lock
 * that user out, and the times of symbolic links. Files without a note belong to the container's
 * root and have the mode and time of the disk.
 */
final class Owners {
  /** One file's note; a mode or time of -1 is the disk's. */
  record Note(int uid, int gid, int mode, long mtime) {}

  private final Path file;
  private final Map<String, Note> notes = new HashMap<>();

  Owners(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try (var in = new DataInputStream(Disk.input(file))) {
        for (int left = in.readInt(); left > 0; left--) {
          notes.put(
              in.readUTF(), new Note(in.readInt(), in.readInt(), in.readInt(), in.readLong()));
        }
      }
    }
  }

  @Nullable Note get(String name) {
    return notes.get(name);
  }

  void put(String name, Note note) {
    if (note.equals(new Note(0, 0, -1, -1))) {
      notes.remove(name);
    } else {
      notes.put(name, note);
    }
  }

  void remove(String name) {
    notes.remove(name);
  }

  void clear() {
    notes.clear();
  }

  void save() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(notes.size());
      for (var entry : new TreeMap<>(notes).entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().uid());
        out.writeInt(entry.getValue().gid());
        out.writeInt(entry.getValue().mode());
        out.writeLong(entry.getValue().mtime());
      }
    }
    Disk.replace(file, bytes.toByteArray());
  }
}
