package quayside.core.archive.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveFormat;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Census;
import quayside.core.archive.Comparison;
import quayside.core.archive.Difference;
import quayside.core.archive.Glance;
import quayside.core.archive.Inspection;
import quayside.core.archive.Remark;
import quayside.core.archive.Sidecar;
import quayside.core.archive.Verdict;
import quayside.core.archive.tar.TarReader;

/** Backups of Incus and LXD as archives. */
public final class BackupFormat implements ArchiveFormat {
  private static final int NAME = 100;

  @Override
  public ArchiveKind kind() {
    return ArchiveKind.INSTANCE_BACKUP;
  }

  @Override
  public boolean recognises(byte[] head) {
    return switch (Packing.of(head)) {
      case NONE, GZIP -> begins(head);
      case ZSTD, XZ, BZIP2, LZ4 -> true; // nothing else here is packed so; reading tells the rest
    };
  }

  private static boolean begins(byte[] head) {
    byte[] block = new byte[512];
    try (InputStream in = Packing.of(head).open(new ByteArrayInputStream(head))) {
      int n = in.readNBytes(block, 0, block.length);
      return n == block.length && TarReader.isTar(block) && named(block);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean named(byte[] block) {
    byte[] wanted = Arrays.copyOf(BackupArchive.INDEX.getBytes(StandardCharsets.US_ASCII), NAME);
    return Arrays.equals(block, 0, NAME, wanted, 0, NAME);
  }

  @Override
  public Glance glance(Path file) throws IOException {
    return glance(BackupArchive.read(file));
  }

  private static Glance glance(BackupArchive archive) throws IOException {
    Instant modified = Files.getLastModifiedTime(archive.file()).toInstant();
    BackupIndex index = archive.index();
    var traits = new ArrayList<String>();
    traits.add(index.origin().text());
    if (index.machine()) {
      traits.add("virtual machine");
    }
    if (!index.snapshots().isEmpty()) {
      int count = index.snapshots().size();
      traits.add(count == 1 ? "1 snapshot" : count + " snapshots");
    }
    if (index.optimized()) {
      traits.add(index.driver() + " format");
    }
    if (archive.packing() != Packing.NONE) {
      traits.add(archive.packing().text());
    }
    return new Glance(
        archive.file(),
        ArchiveKind.INSTANCE_BACKUP,
        archive.size(),
        modified,
        Optional.of(index.name()),
        Optional.empty(),
        traits,
        archive.remarks());
  }

  @Override
  public Inspection inspect(Path file) throws IOException {
    BackupArchive archive = BackupArchive.read(file);
    var texts = new LinkedHashMap<String, String>();
    texts.put(BackupArchive.INDEX, archive.text());
    return new Inspection(
        glance(archive), new BackupMembers(archive).list(), texts, summary(archive), List.of());
  }

  private static SequencedMap<String, String> summary(BackupArchive archive) {
    BackupIndex index = archive.index();
    var lines = new LinkedHashMap<String, String>();
    lines.put("container", index.name());
    lines.put("server", index.origin().text());
    lines.put("pool", index.pool() + " (" + index.driver() + ")");
    index
        .instance()
        .ifPresent(settings -> {
          lines.put("arch", settings.architecture());
          lines.put("project", settings.project());
          lines.put("profiles", String.join(", ", settings.profiles()));
          lines.put("distribution", distribution(settings));
          lines.put("interfaces", interfaces(settings));
          lines.put("created", settings.created().map(Instant::toString).orElse(""));
        });
    lines.put("snapshots", String.join(", ", index.snapshots()));
    lines.put(
        "data",
        index.optimized()
            ? "in the own format of " + index.driver() + " (optimized storage)"
            : "files as tar");
    lines.values().removeIf(String::isEmpty);
    return lines;
  }

  private static String distribution(BackupIndex.Settings settings) {
    return (settings.config().getOrDefault("image.os", "")
            + " "
            + settings.config().getOrDefault("image.release", ""))
        .strip();
  }

  private static String interfaces(BackupIndex.Settings settings) {
    var names = new ArrayList<String>();
    settings
        .expandedDevices()
        .forEach((name, device) -> {
          if ("nic".equals(device.get("type"))) {
            String link = device.getOrDefault("network", device.getOrDefault("parent", ""));
            names.add((name + " " + link).strip());
          }
        });
    return String.join(", ", names);
  }

  @Override
  public ArchiveFiles files(Path file, Path temporary, ArchiveProgress progress)
      throws IOException {
    return BackupFiles.open(BackupArchive.read(file), temporary, progress);
  }

  @Override
  public Verdict verify(Path file, Path temporary, ArchiveProgress progress) throws IOException {
    BackupArchive archive = BackupArchive.read(file);
    var remarks = new ArrayList<Remark>();
    Optional<byte[]> expected = expected(file, remarks);
    var nothing = new Census.Counts(0, 0, 0, 0, 0, 0);
    BackupProof.Result result;
    try {
      result = BackupProof.run(archive, n -> progress.at("checking", n, archive.size()));
    } catch (ArchiveException e) {
      remarks.addFirst(Remark.damage(e.code(), String.valueOf(e.getMessage())));
      return new Verdict(remarks, List.of(), nothing, Optional.empty());
    }
    Optional<Boolean> right =
        expected.map(sum -> HexFormat.of().formatHex(sum).equals(result.sha256()));
    if (right.equals(Optional.of(false))) {
      remarks.addFirst(Sidecar.wrong(file));
    }
    if (expected.isEmpty() && archive.packing() == Packing.NONE) {
      remarks.add(
          Remark.odd(
              "no-checksum",
              "Tar has no checksums of what is in files, and there is no .sha256 beside it: changed"
                  + " bytes would not be noticed.",
              false));
    }
    if (archive.index().optimized()) {
      remarks.add(
          Remark.odd(
              "optimized",
              "Its data is in the own format of "
                  + archive.index().driver()
                  + "; that it is there was checked, but not what is in it.",
              false));
    }
    return new Verdict(remarks, List.of(), result.counts(), right);
  }

  private static Optional<byte[]> expected(Path file, List<Remark> remarks) {
    try {
      return Sidecar.read(file);
    } catch (IOException e) {
      remarks.add(Remark.odd("checksum-unreadable", String.valueOf(e.getMessage()), false));
      return Optional.empty();
    }
  }

  @Override
  public List<Remark> repair(Path file, Path target, Path temporary, ArchiveProgress progress)
      throws IOException {
    throw new ArchiveException(
        "not-repairable",
        "Cannot be repaired",
        "A backup of Incus or LXD cannot be repaired: it is whole, or something is missing.",
        "");
  }

  @Override
  public List<Difference> compare(Path left, Path right) throws IOException {
    var one = new Comparison();
    one.document("instance", BackupArchive.read(left).text());
    var other = new Comparison();
    other.document("instance", BackupArchive.read(right).text());
    return one.with(other);
  }
}
