package quayside.core.embedded.store;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A dataset at one moment.
 *
 * @param name without the dataset and the {@code @}
 * @param guid the same on every node that holds this snapshot
 * @param created Unix seconds
 * @param sequence counts up within a dataset, the oldest first
 * @param outer number of the dataset's own folder, the one around {@code private}
 */
public record Snapshot(String name, long guid, long created, int sequence, long outer) {

  /** The name of its index file. */
  String file() {
    return String.format("%08d.state", sequence);
  }

  void write(Path file, Collection<Entry> entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new BufferedOutputStream(bytes, 1 << 16))) {
      out.writeUTF(name);
      out.writeLong(guid);
      out.writeLong(created);
      out.writeInt(sequence);
      out.writeLong(outer);
      out.writeInt(entries.size());
      for (Entry entry : entries) {
        entry.write(out);
      }
    }
    Disk.replace(file, bytes.toByteArray());
  }

  static Snapshot read(Path file) throws IOException {
    try (var in = new DataInputStream(Disk.input(file))) {
      return new Snapshot(in.readUTF(), in.readLong(), in.readLong(), in.readInt(), in.readLong());
    }
  }

  static NavigableMap<String, Entry> entries(Path file) throws IOException {
    var entries = new TreeMap<String, Entry>();
    try (var in = new DataInputStream(Disk.input(file))) {
      in.readUTF();
      in.readLong();
      in.readLong();
      in.readInt();
      in.readLong();
      for (int left = in.readInt(); left > 0; left--) {
        Entry entry = Entry.read(in);
        entries.put(entry.name(), entry);
      }
    }
    return entries;
  }
}
