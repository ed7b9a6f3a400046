package quayside.core.embedded.store;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import quayside.core.embedded.store.Entry.Kind;

/** One segment of a {@link FolderStream} on its way in: first all of it, then applied at once. */
final class Arrival {
  private record Arrived(char tag, Entry entry, int file) {}

  private final Dataset dataset;
  private final Path staging;
  private final List<String> deletions = new ArrayList<>();
  private final List<Arrived> changes = new ArrayList<>();

  private Arrival(Dataset dataset) {
    this.dataset = dataset;
    this.staging = dataset.arriving();
  }

  static void take(Dataset dataset, DataInputStream in) throws IOException {
    String baseName = in.readUTF();
    long baseGuid = in.readLong();
    String name = in.readUTF();
    long guid = in.readLong();
    long created = in.readLong();
    fits(dataset.snapshots(), baseName, baseGuid);
    var arrival = new Arrival(dataset);
    Disk.deleteTree(arrival.staging);
    Files.createDirectories(arrival.staging);
    arrival.readAll(in);
    dataset.change(() -> {
      arrival.apply(baseName.isEmpty());
      dataset.record(name, guid, created);
    });
    Disk.deleteTree(arrival.staging);
  }

  /** The rules of {@code zfs recv -F}. */
  private static void fits(List<Snapshot> held, String baseName, long baseGuid) throws IOException {
    if (baseName.isEmpty() && !held.isEmpty()) {
      throw new IOException(
          "cannot receive new filesystem stream: destination has snapshots (eg. @"
              + held.getFirst().name()
              + ")");
    }
    if (!baseName.isEmpty() && (held.isEmpty() || held.getLast().guid() != baseGuid)) {
      throw new IOException(
          "cannot receive incremental stream: most recent snapshot does not match incremental"
              + " source");
    }
  }

  private void readAll(DataInputStream in) throws IOException {
    for (int tag = in.read(); tag != 'E'; tag = in.read()) {
      switch (tag) {
        case 'X' -> deletions.add(Names.checked(in.readUTF()));
        case 'D', 'S', 'M', 'L' -> changes.add(new Arrived((char) tag, Entry.read(in), 0));
        case 'F' -> {
          var arrived = new Arrived('F', Entry.read(in), changes.size());
          changes.add(arrived);
          content(arrived, in);
        }
        default -> throw new EOFException("the stream broke off");
      }
    }
    if (in.readInt() != deletions.size() + changes.size()) {
      throw new IOException("the stream is damaged: its entries are not those it counts");
    }
  }

  private void content(Arrived arrived, DataInputStream in) throws IOException {
    byte[] block = new byte[FolderStream.BLOCK];
    try (var file = new RandomAccessFile(staged(arrived).toFile(), "rw")) {
      long position = 0;
      for (int n = in.readInt(); n != 0; n = in.readInt()) {
        if (n == -1) {
          position += in.readLong();
        } else if (n < 0 || n > block.length) {
          throw new IOException("the stream is damaged: a block of " + n + " bytes");
        } else {
          in.readFully(block, 0, n);
          file.seek(position);
          file.write(block, 0, n);
          position += n;
        }
      }
      if (position != arrived.entry.size()) {
        throw new IOException("the stream is damaged: a file is not of its size");
      }
      file.setLength(position);
    }
  }

  private Path staged(Arrived arrived) {
    return staging.resolve(Integer.toString(arrived.file));
  }

  private void apply(boolean complete) throws IOException {
    try {
      if (complete) {
        Disk.deleteTree(dataset.live());
        dataset.owners().clear();
        Files.createDirectory(dataset.live());
      }
      for (String name : deletions) {
        Disk.deleteTree(place(name));
        dataset.owners().remove(name);
      }
      for (Arrived arrived : changes) {
        put(arrived);
      }
      for (Arrived arrived : changes.reversed()) {
        attributes(arrived.entry);
      }
      dataset.owners().save();
    } catch (InvalidPathException e) {
      throw new IOException("a file cannot be named here: " + e.getMessage(), e);
    }
  }

  private void put(Arrived arrived) throws IOException {
    Entry entry = arrived.entry;
    Path place = place(entry.name());
    switch (arrived.tag) {
      case 'D' -> {
        if (!Disk.isFolder(place)) {
          Files.createDirectory(place);
        }
      }
      case 'F' -> Files.move(staged(arrived), place, StandardCopyOption.REPLACE_EXISTING);
      case 'S' -> {
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, Path.of(Names.text(entry.target())));
      }
      case 'L' -> {
        Files.deleteIfExists(place);
        Files.createLink(place, place(entry.leader()));
      }
      default -> {}
    }
  }

  /** The place of a name; refuses to go through anything but real folders of this tree. */
  private Path place(String name) throws IOException {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      if (!Disk.isFolder(Names.in(dataset.live(), name.substring(0, slash)))) {
        throw new IOException("the stream does not fit: no folder for " + Names.show(name));
      }
    }
    return Names.in(dataset.live(), name);
  }

  private void attributes(Entry entry) throws IOException {
    Path place = place(entry.name());
    if (Disk.kind(place) != entry.kind()) {
      throw new IOException(
          "the stream is damaged: " + Names.show(entry.name()) + " is of another kind");
    }
    int mode = -1;
    long time = -1;
    if (entry.kind() != Kind.LINK) {
      int wanted = entry.mode() | (entry.kind() == Kind.FOLDER ? 0700 : 0600);
      Disk.setMode(place, wanted);
      mode = wanted == entry.mode() ? -1 : entry.mode();
    }
    Disk.setMtime(place, entry.mtime());
    if (entry.kind() == Kind.LINK) {
      time = Disk.mtime(Disk.attributes(place)) == entry.mtime() ? -1 : entry.mtime();
    }
    dataset.owners().put(entry.name(), new Owners.Note(entry.uid(), entry.gid(), mode, time));
  }
}
