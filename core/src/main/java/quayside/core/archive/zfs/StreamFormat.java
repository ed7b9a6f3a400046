package quayside.core.archive.zfs;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveFormat;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Census;
import quayside.core.archive.Difference;
import quayside.core.archive.Glance;
import quayside.core.archive.Inspection;
import quayside.core.archive.Remark;
import quayside.core.archive.StreamFacts;
import quayside.core.archive.StreamHead;
import quayside.core.archive.Verdict;

/** Bare ZFS streams as archives. */
public final class StreamFormat implements ArchiveFormat {
  private static final byte[][] MAGICS = {
    {(byte) 0xac, (byte) 0xcb, (byte) 0xba, (byte) 0xf5, 0x02, 0, 0, 0},
    {0, 0, 0, 0x02, (byte) 0xf5, (byte) 0xba, (byte) 0xcb, (byte) 0xac}
  };

  @Override
  public ArchiveKind kind() {
    return ArchiveKind.ZFS_STREAM;
  }

  @Override
  public boolean recognises(byte[] head) {
    for (byte[] magic : MAGICS) {
      boolean same = head.length >= 16;
      for (int i = 0; same && i < magic.length; i++) {
        same = head[8 + i] == magic[i];
      }
      if (same) {
        return true;
      }
    }
    return isGzip(head);
  }

  private static boolean isGzip(byte[] head) {
    return head.length > 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
  }

  @Override
  public Inspection inspect(Path file) throws IOException {
    StreamFacts head = head(file);
    int at = head.snapshot().indexOf('@');
    String dataset = at < 0 ? head.snapshot() : head.snapshot().substring(0, at);
    var traits = new ArrayList<String>(List.of(head.full() ? "full" : "increment"));
    if (head.compressed()) {
      traits.add("compressed");
    }
    if (head.gzip()) {
      traits.add("gzip");
    }
    Instant created = Instant.ofEpochSecond(Math.clamp(head.created(), 0, 253_402_300_799L));
    var glance =
        new Glance(
            file,
            ArchiveKind.ZFS_STREAM,
            Files.size(file),
            Files.getLastModifiedTime(file).toInstant(),
            Optional.of(dataset.substring(dataset.lastIndexOf('/') + 1)),
            Optional.of(created),
            traits,
            List.of());
    var summary = new LinkedHashMap<String, String>();
    summary.put("snapshot", head.snapshot());
    summary.put("exported", created.toString());
    return new Inspection(glance, List.of(), new LinkedHashMap<>(), summary, List.of(head));
  }

  private static StreamFacts head(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      in.mark(2);
      boolean gzip = isGzip(in.readNBytes(3));
      in.reset();
      return StreamHead.read("", gzip ? new GZIPInputStream(in, 1 << 16) : in, gzip);
    }
  }

  @Override
  public ArchiveFiles files(Path file, Path temporary, ArchiveProgress progress)
      throws IOException {
    return new StreamFiles(open(file, temporary, progress));
  }

  private static ZfsArchive open(Path file, Path temporary, ArchiveProgress progress)
      throws IOException {
    return ZfsArchive.open(
        List.of(new StreamSource.File(file)), temporary, n -> progress.at("checking", n, 0));
  }

  @Override
  public Verdict verify(Path file, Path temporary, ArchiveProgress progress) throws IOException {
    var remarks = new ArrayList<Remark>();
    var census = new Census(n -> progress.at("reading files", n, 0));
    List<StreamFacts> heads = List.of();
    try (ZfsArchive streams = open(file, temporary, progress)) {
      heads = List.of(head(file));
      for (Snapshot snapshot : streams.snapshots()) {
        if (snapshot.closed().isPresent() || streams.snapshots().getFirst().fromGuid() != 0) {
          String why = snapshot.closed().orElse("it builds on another stream");
          remarks.add(
              Remark.odd(
                  "stream-closed",
                  "The files of “" + snapshot.fullName() + "” cannot be looked at: " + why + ".",
                  false));
        } else {
          census.read(streams.view(snapshot));
        }
      }
      census.streams(streams.records(), streams.bytes());
    } catch (ZfsStreamException | EOFException | ZipException e) {
      remarks.add(Remark.damage("stream-damaged", String.valueOf(e.getMessage())));
    }
    return new Verdict(remarks, heads, census.counts(), Optional.of(true));
  }

  @Override
  public List<Remark> repair(Path file, Path target, Path temporary, ArchiveProgress progress)
      throws IOException {
    throw new ArchiveException(
        "not-repairable",
        "Cannot be repaired",
        "A bare stream cannot be repaired: it is whole, or something is missing.",
        "");
  }

  @Override
  public List<Difference> compare(Path left, Path right) throws IOException {
    throw new ArchiveException(
        "no-configuration",
        "Nothing to compare",
        "Bare streams hold no configuration that could be compared.",
        "");
  }

  /** The files of a bare stream; each snapshot is a file system. */
  private record StreamFiles(ZfsArchive streams) implements ArchiveFiles {
    @Override
    public FileView container() throws IOException {
      return streams.latest();
    }

    @Override
    public List<String> systems() {
      return streams.snapshots().stream().map(Snapshot::name).toList();
    }

    @Override
    public FileView system(String name) throws IOException {
      for (Snapshot snapshot : streams.snapshots()) {
        if (snapshot.name().equals(name)) {
          return streams.view(snapshot);
        }
      }
      throw new ArchiveException(
          "snapshot-unknown", "No such snapshot", "There is no snapshot “" + name + "” in it.", "");
    }

    @Override
    public List<Snapshot> snapshots(String name) {
      return streams.snapshots().stream().filter(s -> s.name().equals(name)).toList();
    }

    @Override
    public FileView snapshot(String name, Snapshot snapshot) throws IOException {
      return streams.view(snapshot);
    }

    @Override
    public Census.Counts checked() {
      return new Census.Counts(streams.records(), streams.bytes(), 0, 0, 0, 0);
    }

    @Override
    public void close() throws IOException {
      streams.close();
    }
  }
}
