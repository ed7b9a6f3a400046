package quayside.cli;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import quayside.core.archive.Census;
import quayside.core.archive.zfs.Snapshot;
import quayside.core.archive.zfs.ZfsArchive;
import quayside.core.archive.zfs.ZfsStreamException;

/** {@code archive verify}: the verdict on streams, with what was counted. */
final class ArchiveVerify {
  private final Shell shell;
  private final Console console;
  private final Census census;

  ArchiveVerify(Shell shell) {
    this.shell = shell;
    this.console = shell.console();
    this.census = new Census(n -> console.status("reading … " + Text.bytes(n)));
  }

  /** Prints the verdict and returns the exit status. */
  int run(ArchiveOptions options) throws IOException {
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("type", "verdict");
    try (var behind = new Closing()) {
      Optional<Path> export = options.export(shell, behind);
      if (export.isPresent()) {
        return new ArchiveReport(shell).verify(export.get());
      }
      ZfsArchive archive = options.streams(shell, behind);
      for (Snapshot snapshot : archive.snapshots()) {
        snapshot(archive, snapshot);
      }
      int snapshots = archive.snapshots().size();
      Census.Counts counts = census.counts();
      verdict.put("whole", true);
      verdict.put("records", archive.records());
      verdict.put("bytes", archive.bytes());
      verdict.put("snapshots", snapshots);
      verdict.put("files", counts.files());
      verdict.put("folders", counts.folders());
      verdict.put("others", counts.others());
      verdict.put("contentBytes", counts.contentBytes());
      console.object(verdict);
      console.line(
          "The archive is whole: every checksum of %,d records (%s) is right."
              .formatted(archive.records(), Text.bytes(archive.bytes())));
      console.line(
          "%,d snapshots with %,d files, %,d folders and %,d others; %s of contents were read."
              .formatted(
                  snapshots,
                  counts.files(),
                  counts.folders(),
                  counts.others(),
                  Text.bytes(counts.contentBytes())));
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
      census.read(archive.view(snapshot));
    }
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "snapshot");
    object.put("name", snapshot.fullName());
    object.put("guid", Long.toHexString(snapshot.guid()));
    if (snapshot.fromGuid() != 0) {
      object.put("fromGuid", Long.toHexString(snapshot.fromGuid()));
    }
    object.put("created", Views.time(snapshot.created()));
    object.put("opened", closed.isEmpty());
    if (!closed.isEmpty()) {
      object.put("why", closed + ".");
    }
    console.object(object);
    console.line(
        snapshot.fullName()
            + (closed.isEmpty() ? ": every file was read." : ": only checksums. " + closed + "."));
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
}
