package quayside.core.embedded.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Entry.Kind;

/**
 * A folder of real files with snapshots.
 *
 * <p>A snapshot is an index of all files plus, for every content that no earlier snapshot holds, a
 * hard link into {@code objects}. Making one therefore costs a look at each file and one link per
 * changed file, never a copy. It is a true moment for everybody who changes files the way {@link
 * #change} callers do: replace a file, never rewrite it in place.
 */
public final class Dataset {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Number of the folder around the files; zfs-fuse takes it for granted. */
  private static final long OUTER = 3;

  private static final long FIRST_NUMBER = 16;

  private final Path live;
  private final Path meta;
  private final Path objects;
  private final Path indexes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Owners owners;
  private final Received received;
  private long nextObject;
  private long nextNumber;

  /**
   * Opens a dataset, or begins an empty one.
   *
   * @param live folder of its files
   * @param meta folder for snapshots and notes, on the same file system
   */
  public Dataset(Path live, Path meta) throws IOException {
    this.live = live;
    this.meta = meta;
    this.objects = meta.resolve("objects");
    this.indexes = meta.resolve("snapshots");
    Files.createDirectories(live);
    Files.createDirectories(objects);
    Files.createDirectories(indexes);
    Disk.deleteTree(meta.resolve("arriving"));
    this.owners = new Owners(meta.resolve("notes"));
    this.received = new Received(meta.resolve("received"));
    try (Stream<Path> held = Files.list(objects)) {
      nextObject = 1 + held.mapToLong(p -> Long.parseLong(Names.last(p))).max().orElse(0);
    }
  }

  /** A change of the live files. */
  public interface Change {
    void run() throws IOException;
  }

  /** The folder of the live files. */
  public Path live() {
    return live;
  }

  /** Runs a change that no snapshot may see half-done; it must replace files, not rewrite them. */
  public void change(Change change) throws IOException {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /** Notes what the disk cannot hold; used while content is made. */
  public void note(String name, int uid, int gid, int mode) throws IOException {
    lock.lock();
    try {
      owners.put(name, Owners.Note.of(uid, gid, mode));
    } finally {
      lock.unlock();
    }
  }

  /** Writes the notes to the disk. */
  public void saveNotes() throws IOException {
    change(owners::save);
  }

  /** The live files at this moment. */
  public SortedMap<String, Entry> tree() throws IOException {
    lock.lock();
    try {
      return Tree.of(live, owners);
    } finally {
      lock.unlock();
    }
  }

  /** The snapshots, oldest first. */
  public List<Snapshot> snapshots() throws IOException {
    var files = new ArrayList<Path>();
    lock.lock();
    try {
      try (Stream<Path> found = Files.list(indexes)) {
        found.filter(p -> Names.last(p).endsWith(".state")).forEach(files::add);
      }
      Collections.sort(files);
      var snapshots = new ArrayList<Snapshot>();
      for (Path file : files) {
        snapshots.add(Snapshot.read(file));
      }
      return snapshots;
    } finally {
      lock.unlock();
    }
  }

  public Optional<Snapshot> find(String name) throws IOException {
    return snapshots().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** Takes a snapshot; fails if the name is taken. */
  public Snapshot snapshot(String name, long created) throws IOException {
    return record(name, 1 + (RANDOM.nextLong() >>> 2), created, 0, Map.of());
  }

  /**
   * Makes the live files a snapshot.
   *
   * @param outer number of the folder around the files; 0: as before
   * @param arrived what is known of files that came with a stream
   */
  Snapshot record(String name, long guid, long created, long outer, Map<String, Entry> arrived)
      throws IOException {
    lock.lock();
    try {
      List<Snapshot> before = snapshots();
      if (before.stream().anyMatch(s -> s.name().equals(name))) {
        throw new IOException("dataset already exists: @" + name);
      }
      NavigableMap<String, Entry> last = latest();
      var held = new HashMap<Long, Entry>();
      last.values().stream().filter(e -> e.object() > 0).forEach(e -> held.put(e.inode(), e));
      var numbering = new Numbering(last, arrived, Math.max(nextNumber(before), outer + 1));
      var now = new ArrayList<Entry>();
      for (Entry entry : Tree.of(live, owners).values()) {
        Entry numbered = numbering.of(entry);
        long object = entry.kind() == Kind.FILE ? keep(entry, held) : 0;
        now.add(numbered.with(object, numbered.number(), numbered.ctime()));
      }
      nextNumber = numbering.next();
      int sequence = before.isEmpty() ? 1 : before.getLast().sequence() + 1;
      long around = before.isEmpty() ? OUTER : before.getLast().outer();
      var snapshot = new Snapshot(name, guid, created, sequence, outer == 0 ? around : outer);
      snapshot.write(indexes.resolve(snapshot.file()), now);
      return snapshot;
    } finally {
      lock.unlock();
    }
  }

  /** No number is used for another file as long as a snapshot knows it. */
  private long nextNumber(List<Snapshot> snapshots) throws IOException {
    if (nextNumber == 0) {
      nextNumber = FIRST_NUMBER;
      for (Snapshot each : snapshots) {
        nextNumber = Math.max(nextNumber, each.outer() + 1);
        for (Entry entry : entries(each).values()) {
          nextNumber = Math.max(nextNumber, entry.number() + 1);
        }
      }
    }
    return nextNumber;
  }

  /** The files of the latest snapshot; none where there is none. */
  NavigableMap<String, Entry> latest() throws IOException {
    List<Snapshot> all = snapshots();
    return all.isEmpty() ? new TreeMap<>() : entries(all.getLast());
  }

  /**
   * Makes the files those of the latest snapshot, as {@code zfs rollback} does.
   *
   * @param recursive destroy later snapshots first
   */
  public void rollback(String name, boolean recursive) throws IOException {
    lock.lock();
    try {
      Snapshot to =
          find(name).orElseThrow(() -> new IOException("dataset does not exist: @" + name));
      for (Snapshot each : snapshots().reversed()) {
        if (each.sequence() > to.sequence()) {
          if (!recursive) {
            throw new IOException("more recent snapshots exist\nuse '-r' to force deletion");
          }
          destroySnapshot(each.name());
        }
      }
      NavigableMap<String, Entry> files = entries(to);
      new Placing(this, files, files, Map.of()).run();
    } finally {
      lock.unlock();
    }
  }

  private long keep(Entry entry, Map<Long, Entry> held) throws IOException {
    Entry known = held.get(entry.inode());
    if (known != null && known.size() == entry.size() && known.mtime() == entry.mtime()) {
      return known.object();
    }
    long id = nextObject++;
    Files.createLink(object(id), Names.in(live, entry.name()));
    held.put(entry.inode(), entry.with(id, 0, entry.ctime()));
    return id;
  }

  Path object(long id) {
    return objects.resolve(Long.toString(id));
  }

  NavigableMap<String, Entry> entries(Snapshot snapshot) throws IOException {
    return Snapshot.entries(indexes.resolve(snapshot.file()));
  }

  /** Removes a snapshot; fails if there is none of that name. */
  public void destroySnapshot(String name) throws IOException {
    lock.lock();
    try {
      Snapshot snapshot =
          find(name).orElseThrow(() -> new IOException("could not find any snapshots: @" + name));
      var freed = new HashSet<Long>();
      entries(snapshot).values().forEach(e -> freed.add(e.object()));
      Files.delete(indexes.resolve(snapshot.file()));
      var guids = new HashSet<Long>();
      for (Snapshot other : snapshots()) {
        guids.add(other.guid());
        entries(other).values().forEach(e -> freed.remove(e.object()));
      }
      for (long id : freed) {
        Files.deleteIfExists(object(id));
      }
      received.retain(guids);
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of all live files, each content counted once. */
  public long referenced() throws IOException {
    return bytes(tree());
  }

  /** Bytes of the live files that a snapshot does not hold, as {@code written@} estimates. */
  public long writtenSince(String name) throws IOException {
    Snapshot snapshot =
        find(name).orElseThrow(() -> new IOException("dataset does not exist: @" + name));
    return changedBytes(entries(snapshot), tree());
  }

  /** Bytes that a stream between two snapshots carries at least. */
  public long estimate(Optional<String> from, String to) throws IOException {
    Optional<Snapshot> target = find(to);
    if (target.isEmpty()) {
      return 0;
    }
    Optional<Snapshot> base = from.isPresent() ? find(from.get()) : Optional.empty();
    Map<String, Entry> after = entries(target.get());
    return base.isEmpty() ? bytes(after) : changedBytes(entries(base.get()), after);
  }

  private static long changedBytes(Map<String, Entry> before, Map<String, Entry> after) {
    return after.values().stream()
        .filter(e -> e.leader().isEmpty() && changed(before.get(e.name()), e))
        .mapToLong(Entry::size)
        .sum();
  }

  private static boolean changed(@Nullable Entry before, Entry after) {
    return before == null || !before.sameContent(after);
  }

  private static long bytes(Map<String, Entry> entries) {
    return entries.values().stream().filter(e -> e.leader().isEmpty()).mapToLong(Entry::size).sum();
  }

  Path arriving() {
    return meta.resolve("arriving");
  }

  Received received() {
    return received;
  }

  Owners owners() {
    return owners;
  }

  /** Deletes files and snapshots. */
  public void destroy() throws IOException {
    change(() -> {
      received.retain(Set.of());
      Disk.deleteTree(live);
      Disk.deleteTree(meta);
    });
  }
}
