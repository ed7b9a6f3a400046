package quayside.core.archive.osctl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Glance;
import quayside.core.archive.Inspection;
import quayside.core.archive.Verdict;
import quayside.core.archive.zfs.Samples;

/** An archive that a real osctld 24.05 wrote. */
class RealExportTest {
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    file = Files.write(folder.resolve("ct1.tar"), ExportParts.real());
  }

  @Test
  void isReadAndShown() throws IOException {
    Glance glance = Archives.all().glance(file);
    assertEquals(ArchiveKind.OSCTL_EXPORT, glance.kind());
    assertEquals(Optional.of("ct1"), glance.id());
    assertEquals(Optional.of(Instant.ofEpochSecond(1_795_302_551)), glance.exportedAt());
    assertEquals(List.of("full"), glance.traits());
    assertEquals(List.of(), glance.remarks());
    Inspection inspection = Archives.all().inspect(file);
    assertEquals(
        List.of(
            "metadata.yml",
            "config",
            "config/user.yml",
            "config/group.yml",
            "config/container.yml",
            "rootfs",
            "rootfs/",
            "rootfs/base.dat",
            "snapshots.yml"),
        inspection.members().stream().map(Inspection.Member::name).toList());
    assertEquals("0:1000000:65536", inspection.summary().get("map"));
    assertEquals("debian 13", inspection.summary().get("distribution"));
    String config = inspection.texts().getOrDefault("config/container.yml", "");
    assertTrue(config.startsWith("---\nuser: ct1\n"), config);
    assertEquals(1, inspection.streams().size());
    assertEquals("tank/ct/ct1@osctl-base-1795302551", inspection.streams().getFirst().snapshot());
    assertTrue(inspection.streams().getFirst().full());
  }

  @Test
  void isWholeAndItsFilesAreThoseThatWentIn() throws IOException {
    Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
    assertEquals(List.of(), verdict.remarks());
    assertTrue(verdict.whole() && verdict.importable());
    assertTrue(verdict.counts().records() > 500, () -> verdict.counts().toString());
    assertTrue(verdict.counts().files() > 50, () -> verdict.counts().toString());
    try (ArchiveFiles files = Archives.all().files(file, folder, ArchiveProgress.NONE)) {
      Map<String, Map<String, String>> expected = Samples.manifest("osctl-ct1-private-v1");
      assertTrue(expected.size() > 100);
      assertEquals(List.of(), Samples.differences(expected, Samples.manifest(files.container())));
    }
  }

  /** Every byte of the archive comes from its parts; nothing is copied from the original. */
  @Test
  void isWrittenAgainByteForByteFromItsParts() throws IOException {
    ExportArchive archive = ExportArchive.read(file);
    Path again = folder.resolve("again.tar");
    try (FileChannel to =
        FileChannel.open(again, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var writer = new ExportWriter(to);
      writer.text("metadata.yml", ExportParts.bytes(archive.metadata().orElseThrow().yaml()));
      writer.folder("config");
      for (String name : List.of("user", "group", "container")) {
        String member = "config/" + name + ".yml";
        writer.text(member, ExportParts.bytes(archive.text(member).orElseThrow()));
      }
      writer.rootfs(List.of());
      try (ExportWriter.Member stream = writer.member("rootfs/base.dat")) {
        stream.write(archive.bytes(archive.stream("/", false).orElseThrow()));
      }
      writer.snapshots(archive.snapshots());
      writer.finish();
    }
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  @Test
  void needsNoRepair() throws IOException {
    Path copy = folder.resolve("copy.tar");
    assertEquals(List.of(), Archives.all().repair(file, copy, folder, ArchiveProgress.NONE));
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(copy));
  }
}
