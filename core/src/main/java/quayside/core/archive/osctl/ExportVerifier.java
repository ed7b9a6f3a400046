package quayside.core.archive.osctl;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Census;
import quayside.core.archive.Remark;
import quayside.core.archive.Sidecar;
import quayside.core.archive.StreamFacts;
import quayside.core.archive.Verdict;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.Snapshot;
import quayside.core.archive.zfs.ZfsArchive;
import quayside.core.archive.zfs.ZfsStreamException;

/** Reads everything in an export and says what is wrong with it. */
final class ExportVerifier {
  private final ExportArchive archive;
  private final Path temporary;
  private final ArchiveProgress progress;
  private final List<Remark> remarks;
  private final Census census;
  private long checked;

  ExportVerifier(ExportArchive archive, Path temporary, ArchiveProgress progress) {
    this.archive = archive;
    this.temporary = temporary;
    this.progress = progress;
    this.remarks = new ArrayList<>(archive.remarks());
    this.census = new Census(n -> progress.at("reading files", n, 0));
  }

  Verdict run(List<StreamFacts> heads) throws IOException {
    Optional<Boolean> checksum = checksum();
    for (String dataset : archive.datasets()) {
      dataset(dataset);
    }
    remarks.sort(Comparator.comparing(Remark::severity));
    return new Verdict(remarks, heads, census.counts(), checksum);
  }

  private Optional<Boolean> checksum() throws IOException {
    Optional<byte[]> expected;
    try {
      expected = Sidecar.read(archive.file());
    } catch (IOException e) {
      remarks.add(Remark.odd("checksum-unreadable", String.valueOf(e.getMessage()), false));
      return Optional.empty();
    }
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    byte[] hash = Sidecar.hash(archive.file(), n -> progress.at("comparing", n, archive.size()));
    boolean right = Arrays.equals(hash, expected.get());
    if (!right) {
      remarks.add(Sidecar.wrong(archive.file()));
    }
    return Optional.of(right);
  }

  private void dataset(String dataset) throws IOException {
    Optional<Member> base = archive.stream(dataset, false);
    Optional<Member> increment = archive.stream(dataset, true);
    if (base.isEmpty()) {
      if (increment.isPresent()) {
        remarks.add(
            Remark.damage(
                "increment-alone",
                "“" + increment.get().name() + "” builds on a stream that is not there."));
      }
      return;
    }
    ZfsArchive streams = open(base.get());
    if (streams == null) {
      return;
    }
    try {
      if (increment.isEmpty()) {
        judge(base.get(), streams);
        return;
      }
      long before = streams.bytes();
      ZfsArchive both = with(streams, increment.get());
      if (both == null) {
        judge(base.get(), streams);
        return;
      }
      try {
        fits(streams, both, increment.get());
        checked += both.bytes() - before;
        judge(increment.get(), both);
      } finally {
        both.close();
      }
    } finally {
      streams.close();
    }
  }

  private @org.jspecify.annotations.Nullable ZfsArchive open(Member member) throws IOException {
    try {
      long before = checked;
      ZfsArchive streams =
          ZfsArchive.open(
              List.of(ExportFiles.source(archive, member)),
              temporary,
              n -> progress.at("checking", before + n, 0));
      checked += streams.bytes();
      return streams;
    } catch (ZfsStreamException | EOFException | ZipException e) {
      damaged(member, e);
      return null;
    }
  }

  private @org.jspecify.annotations.Nullable ZfsArchive with(ZfsArchive base, Member increment)
      throws IOException {
    try {
      return base.with(List.of(ExportFiles.source(archive, increment)), temporary);
    } catch (ZfsStreamException | EOFException | ZipException e) {
      damaged(increment, e);
      return null;
    }
  }

  private void damaged(Member member, IOException failure) {
    remarks.add(
        Remark.damage(
            "stream-damaged", "The stream “" + member.name() + "”: " + failure.getMessage()));
  }

  private void fits(ZfsArchive base, ZfsArchive both, Member increment) {
    Set<Long> guids = new HashSet<>();
    base.snapshots().forEach(snapshot -> guids.add(snapshot.guid()));
    List<Snapshot> newer =
        both.snapshots().subList(base.snapshots().size(), both.snapshots().size());
    for (Snapshot snapshot : newer) {
      if (!guids.contains(snapshot.fromGuid())) {
        remarks.add(
            Remark.damage(
                "increment-unfit",
                "“"
                    + increment.name()
                    + "” builds on a snapshot that its base does not have: guid "
                    + Long.toHexString(snapshot.fromGuid())
                    + "."));
      }
      guids.add(snapshot.guid());
    }
  }

  /** Reads all files of every snapshot, and compares the names with those in snapshots.yml. */
  private void judge(Member member, ZfsArchive streams) throws IOException {
    List<Snapshot> snapshots = streams.snapshots();
    if (snapshots.isEmpty() || snapshots.getFirst().fromGuid() != 0) {
      remarks.add(
          Remark.damage(
              "base-not-full", "The stream of “" + member.name() + "” begins with an increment."));
      return;
    }
    for (Snapshot snapshot : snapshots) {
      if (snapshot.closed().isPresent()) {
        remarks.add(
            Remark.odd(
                "stream-closed",
                "The files of “"
                    + snapshot.fullName()
                    + "” cannot be looked at: "
                    + snapshot.closed().get()
                    + ".",
                false));
        continue;
      }
      try {
        FileView view = streams.view(snapshot);
        census.read(view);
      } catch (ZfsStreamException e) {
        damaged(member, e);
        return;
      }
    }
    census.streams(streams.records(), streams.bytes());
    names(snapshots);
  }

  private void names(List<Snapshot> snapshots) {
    List<String> listed = archive.snapshots();
    if (archive.text("snapshots.yml").isEmpty()) {
      return;
    }
    Snapshot last = snapshots.getLast();
    if (!listed.contains(last.name()) || !listed.contains(snapshots.getFirst().name())) {
      Remark remark =
          Remark.refused(
              "snapshots-unfit",
              "snapshots.yml does not name the snapshots of the streams: "
                  + snapshots.getFirst().name()
                  + (snapshots.size() > 1 ? ", " + last.name() : "")
                  + ".",
              true);
      if (!remarks.contains(remark)) {
        remarks.add(remark);
      }
    }
  }
}
