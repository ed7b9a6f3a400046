package quayside.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.core.archive.zfs.Snapshot;
import quayside.core.archive.zfs.ZfsArchive;
import quayside.core.archive.zfs.ZfsStreamException;

/** {@code archive verify}: the verdict on streams, with what was counted. */
final class ArchiveVerify {
  private final Console console;
  private final Set<Long> seen = new HashSet<>();
  private final byte[] piece = new byte[1 << 17];
  private long files;
  private long folders;
  private long others;
  private long contents;

  ArchiveVerify(Console console) {
    this.console = console;
  }

  /** Opens the archive. */
  @FunctionalInterface
  interface Opening {
    ArchiveOptions.Open open() throws IOException;
  }

  /** Prints the verdict and returns the exit status. */
  int run(Opening opening) throws IOException {
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("type", "verdict");
    try (var open = opening.open()) {
      ZfsArchive archive = open.archive();
      for (Snapshot snapshot : archive.snapshots()) {
        snapshot(archive, snapshot);
      }
      int snapshots = archive.snapshots().size();
      verdict.put("whole", true);
      verdict.put("records", archive.records());
      verdict.put("bytes", archive.bytes());
      verdict.put("snapshots", snapshots);
      verdict.put("files", files);
      verdict.put("folders", folders);
      verdict.put("others", others);
      verdict.put("contentBytes", contents);
      console.object(verdict);
      console.line(
          "The archive is whole: every checksum of %,d records (%s) is right."
              .formatted(archive.records(), Text.bytes(archive.bytes())));
      console.line(
          "%,d snapshots with %,d files, %,d folders and %,d others; %s of contents were read."
              .formatted(snapshots, files, folders, others, Text.bytes(contents)));
      return Main.DONE;
    } catch (ZfsStreamException e) {
      verdict.put("offset", e.offset());
      return damaged(verdict, e);
    } catch (EOFException | ZipException e) {
      return damaged(verdict, e);
    }
  }

  private int damaged(Map<String, Object> verdict, IOException failure) {
    verdict.put("whole", false);
    verdict.put("problem", String.valueOf(failure.getMessage()));
    console.object(verdict);
    console.note("The archive is damaged: " + failure.getMessage());
    return Main.FAILED;
  }

  private void snapshot(ZfsArchive archive, Snapshot snapshot) throws IOException {
    String closed = snapshot.closed().orElse("");
    if (closed.isEmpty() && !complete(archive, snapshot, new HashSet<>())) {
      closed = "It builds on a snapshot that is not here: say its stream first, this --with it";
    }
    if (closed.isEmpty()) {
      FileView view = archive.view(snapshot);
      seen.clear();
      FileWalk.all(view, (path, stat) -> read(view, stat));
    }
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "snapshot");
    object.put("name", snapshot.fullName());
    object.put("guid", Long.toHexString(snapshot.guid()));
    if (snapshot.fromGuid() != 0) {
      object.put("fromGuid", Long.toHexString(snapshot.fromGuid()));
    }
    object.put("created", Instant.ofEpochSecond(bounded(snapshot.created())).toString());
    object.put("opened", closed.isEmpty());
    if (!closed.isEmpty()) {
      object.put("why", closed + ".");
    }
    console.object(object);
    console.line(
        snapshot.fullName()
            + (closed.isEmpty() ? ": every file was read." : ": only checksums. " + closed + "."));
  }

  private static long bounded(long seconds) {
    return Math.clamp(seconds, 0, 253_402_300_799L); // the year 9999
  }

  private static boolean complete(ZfsArchive archive, Snapshot snapshot, Set<Long> above) {
    if (snapshot.fromGuid() == 0) {
      return true;
    }
    return above.add(snapshot.guid())
        && archive.snapshots().stream()
            .anyMatch(base ->
                base.guid() == snapshot.fromGuid()
                    && base.closed().isEmpty()
                    && complete(archive, base, above));
  }

  private void read(FileView view, FileStat stat) throws IOException {
    view.xattrs(stat.object());
    switch (stat.type()) {
      case DIR -> folders++;
      case FILE -> {
        files++;
        if (stat.links() < 2 || seen.add(stat.object())) {
          contents(view, stat);
        }
      }
      case SYMLINK -> {
        others++;
        view.target(stat.object());
      }
      case CHAR, BLOCK, FIFO, SOCKET -> others++;
    }
  }

  private void contents(FileView view, FileStat stat) throws IOException {
    try (InputStream in = view.open(stat.object())) {
      long at = view.nextData(stat.object(), 0);
      long skipped = 0;
      while (at < stat.size()) {
        in.skipNBytes(at - skipped);
        int n = in.read(piece);
        if (n <= 0) {
          break;
        }
        contents += n;
        console.status("reading … " + Text.bytes(contents));
        skipped = at + n;
        at = view.nextData(stat.object(), skipped);
      }
    }
  }
}
