package quayside.core.embedded.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.Timestamp;
import quayside.core.embedded.store.Entry.Kind;

/**
 * A snapshot as the file system of a real node: the container's files are below {@code private}.
 */
final class StateView implements FileView {
  static final BytePath PRIVATE = BytePath.of("private");
  private static final long SECOND = 1_000_000_000;
  private static final int OUTER_MODE = 0755;

  private record Child(BytePath name, long number) {}

  private final Dataset dataset;
  private final long outer;
  private final Map<Long, Entry> files = new HashMap<>();
  private final Map<Long, List<Child>> children = new HashMap<>();
  private final Map<Long, Integer> links = new HashMap<>();

  StateView(Dataset dataset, Snapshot snapshot) throws IOException {
    this.dataset = dataset;
    this.outer = snapshot.outer();
    NavigableMap<String, Entry> entries = dataset.entries(snapshot);
    for (Entry entry : entries.values()) {
      files.putIfAbsent(entry.number(), entry);
      boolean folder = entry.kind() == Kind.FOLDER;
      links.merge(entry.number(), folder ? 2 : 1, Integer::sum);
      String name = entry.name();
      long parent = outer;
      BytePath last = PRIVATE;
      if (!name.isEmpty()) {
        Entry above = entries.get(Tree.parent(name));
        if (above == null) {
          throw new IOException("the snapshot has no folder for " + Names.show(name));
        }
        parent = above.number();
        last = path(name.substring(name.lastIndexOf('/') + 1));
      }
      children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(new Child(last, entry.number()));
      if (folder && parent != outer) {
        links.merge(parent, 1, Integer::sum);
      }
    }
  }

  private static BytePath path(String name) {
    return BytePath.of(name.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Entry file(long object) throws IOException {
    Entry entry = files.get(object);
    if (entry == null) {
      throw new NoSuchFileException("object " + object);
    }
    return entry;
  }

  @Override
  public long root() {
    return outer;
  }

  @Override
  public FileStat stat(long object) throws IOException {
    if (object == outer) {
      Timestamp never = Timestamp.EPOCH;
      return new FileStat(object, FileType.DIR, OUTER_MODE, 0, 0, 3, 0, never, never, never, 0, 0);
    }
    Entry entry = file(object);
    long size = entry.kind() == Kind.LINK ? entry.target().length() : entry.size();
    Timestamp modified = time(entry.mtime());
    return new FileStat(
        object,
        entry.kind().type(),
        entry.mode(),
        Integer.toUnsignedLong(entry.uid()),
        Integer.toUnsignedLong(entry.gid()),
        links.getOrDefault(object, 1),
        size,
        modified,
        modified,
        time(entry.ctime()),
        entry.device() >>> 32,
        entry.device() & 0xFFFF_FFFFL);
  }

  private static Timestamp time(long nanos) {
    return new Timestamp(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, (int) SECOND));
  }

  @Override
  public void list(long directory, Entries entries) throws IOException {
    for (Child child : children.getOrDefault(directory, List.of())) {
      entries.entry(child.name(), child.number());
    }
  }

  @Override
  public InputStream open(long file) throws IOException {
    return Files.newInputStream(dataset.object(file(file).object()));
  }

  @Override
  public byte[] target(long symlink) throws IOException {
    return file(symlink).target().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public SortedMap<BytePath, byte[]> xattrs(long object) throws IOException {
    var found = new TreeMap<BytePath, byte[]>();
    if (object != outer) {
      file(object)
          .xattrs()
          .forEach(
              (name, value) -> found.put(path(name), value.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return found;
  }
}
