package quayside.core.embedded.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import quayside.core.archive.zfs.Snapshot;
import quayside.core.archive.zfs.SnapshotId;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.StreamWriter;
import quayside.core.archive.zfs.ZfsArchive;

/**
 * The streams that made a dataset. An increment says which blocks of which objects changed, so it
 * can only be read on top of the streams before it; they are kept, with their index open, as long
 * as a snapshot is left that came with one of them.
 */
final class Received {
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<ZfsArchive> archives = new ArrayList<>();
  private long next;

  Received(Path folder) {
    this.folder = folder;
  }

  /** The streams of earlier runs, indexed again. */
  private ZfsArchive open() throws IOException {
    if (archives.isEmpty()) {
      Files.createDirectories(folder);
      var sources = new ArrayList<StreamSource>();
      for (Path file : files()) {
        sources.add(new StreamSource.File(file));
        next = 1 + Long.parseLong(Names.last(file).replace(".zfs", ""));
      }
      archives.add(ZfsArchive.open(sources, folder, _ -> {}));
    }
    return archives.getLast();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(p -> Names.last(p).endsWith(".zfs")).sorted().toList();
    }
  }

  private Path fresh() {
    return folder.resolve(String.format("%08d.zfs", next++));
  }

  /** Adds a stream, whole, and applies each of its snapshots. */
  void take(Dataset dataset, String name, InputStream in) throws IOException {
    lock.lock();
    try {
      ZfsArchive before = open();
      Path file = fresh();
      boolean taken = false;
      try {
        archives.add(before.with(List.of(new StreamSource.Kept(in, file)), folder));
        List<Snapshot> all = archives.getLast().snapshots();
        List<Snapshot> arrived = all.subList(before.snapshots().size(), all.size());
        if (arrived.isEmpty()) {
          throw new EOFException("cannot receive: failed to read from stream");
        }
        for (Snapshot each : arrived) {
          fits(dataset, name, each);
          new Arrival(dataset, each, on(dataset, each).view(each)).run();
          taken = true;
        }
      } finally {
        if (!taken) {
          while (archives.getLast() != before) {
            archives.removeLast().close();
          }
          Files.deleteIfExists(file);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The archive with the base of an increment; a base that was made here is written first. */
  private ZfsArchive on(Dataset dataset, Snapshot increment) throws IOException {
    ZfsArchive last = archives.getLast();
    long base = increment.fromGuid();
    if (base != 0 && last.snapshots().stream().noneMatch(s -> s.guid() == base)) {
      Path file = fresh();
      var held = dataset.snapshots().getLast();
      try (var out = Files.newOutputStream(file)) {
        StreamWriter.forOpenZfs(out)
            .full(
                new StateView(dataset, held),
                new SnapshotId("base@" + held.name(), held.guid(), held.created()));
      }
      last = last.with(List.of(new StreamSource.File(file)), folder);
      archives.add(last);
    }
    return last;
  }

  /** The rules of {@code zfs recv -F} and its words (OpenZFS, libzfs_sendrecv.c). */
  private static void fits(Dataset dataset, String name, Snapshot stream) throws IOException {
    var held = dataset.snapshots();
    if (stream.fromGuid() == 0 && !held.isEmpty()) {
      throw new IOException(
          "cannot receive new filesystem stream: destination has snapshots (eg. "
              + name
              + "@"
              + held.getFirst().name()
              + ")\nmust destroy them to overwrite it");
    }
    if (stream.fromGuid() != 0 && (held.isEmpty() || held.getLast().guid() != stream.fromGuid())) {
      throw new IOException(
          "cannot receive incremental stream: most recent snapshot of "
              + name
              + " does not\nmatch incremental source");
    }
  }

  /**
   * Gives the streams up once none of the snapshots in them is left. While one is being received
   * nothing is given up.
   */
  void retain(Set<Long> guids) throws IOException {
    if (lock.tryLock()) {
      try {
        boolean needed =
            archives.isEmpty()
                ? !guids.isEmpty()
                : archives.getLast().snapshots().stream().anyMatch(s -> guids.contains(s.guid()));
        if (!needed) {
          while (!archives.isEmpty()) {
            archives.removeLast().close();
          }
          Disk.deleteTree(folder);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
