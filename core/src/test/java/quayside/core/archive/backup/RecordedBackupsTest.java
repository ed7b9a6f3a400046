package quayside.core.archive.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Glance;
import quayside.core.archive.Inspection;
import quayside.core.archive.Remark;
import quayside.core.archive.Sidecar;
import quayside.core.archive.Verdict;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileStat;
import quayside.core.archive.zfs.FileType;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;

/** Backups that real servers wrote, looked at without any server. */
class RecordedBackupsTest {
  @TempDir Path folder;

  static Stream<Arguments> all() {
    return Stream.of("incus", "lxd")
        .flatMap(kind -> Stream.of("none", "gzip", "zstd").map(how -> Arguments.of(kind, how)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void tellWhatTheyAre(String kind, String how) throws IOException {
    Path file = Recorded.file(folder, kind, how);
    Glance glance = Archives.all().glance(file);
    assertEquals(ArchiveKind.INSTANCE_BACKUP, glance.kind());
    assertEquals(Optional.of("rec"), glance.id());
    var traits = new ArrayList<>(List.of(kind.equals("lxd") ? "LXD" : "Incus", "1 snapshot"));
    if (!how.equals("none")) {
      traits.add(how);
    }
    assertEquals(traits, glance.traits());
    assertFalse(glance.damaged());
    Inspection found = Archives.all().inspect(file);
    assertEquals("default (dir)", found.summary().get("pool"));
    assertEquals("x86_64", found.summary().get("arch"));
    assertTrue(found.texts().getOrDefault("backup/index.yaml", "").contains("name: rec"));
    assertEquals("backup/index.yaml", found.members().getFirst().name());
    if (how.equals("none")) {
      List<String> names = found.members().stream().map(Inspection.Member::name).toList();
      assertTrue(names.contains("backup/container/rootfs"), names + "");
      assertFalse(names.toString().contains("data/file"), names + "");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void areWholeAndShowTheirFiles(String kind, String how) throws IOException {
    Path file = Recorded.file(folder, kind, how);
    Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
    assertTrue(verdict.whole(), verdict.sentence());
    assertEquals(Optional.empty(), verdict.checksum());
    assertEquals(
        how.equals("none"),
        verdict.remarks().stream().map(Remark::code).toList().contains("no-checksum"));
    try (ArchiveFiles files = Archives.all().files(file, folder, ArchiveProgress.NONE)) {
      FileView now = files.container();
      assertEquals("changed\n", text(now, "etc/hostname"));
      assertEquals("grün\n", text(now, "data/deep/grüße ☃"));
      assertEquals("x\n", text(now, "data/deep/" + "n".repeat(150)));
      FileStat linked = stat(now, "data/file");
      assertEquals(stat(now, "data/also").object(), linked.object());
      assertEquals(2, linked.links());
      assertEquals(0711, linked.mode());
      assertEquals(3000, linked.size());
      assertEquals(981173106L, linked.modified().seconds());
      assertEquals(100007, linked.uid()); // the folder was written past the server's map
      FileStat link = stat(now, "data/link");
      assertEquals("file", new String(now.target(link.object()), StandardCharsets.UTF_8));
      assertEquals(FileType.FIFO, stat(now, "data/pipe").type());
      FileStat device = stat(now, "data/null");
      assertEquals(List.of(1L, 3L), List.of(device.major(), device.minor()));
      byte[] note = now.xattrs(stat(now, "etc/hostname").object()).get(BytePath.of("user.note"));
      assertEquals("hello", new String(note, StandardCharsets.UTF_8));
      FileView then = files.snapshot("rec", files.snapshots("rec").getFirst());
      assertEquals("web\n", text(then, "etc/hostname"));
      assertEquals(List.of("rec"), files.systems());
      assertTrue(text(files.system("rec"), "container/backup.yaml").contains("rec"));
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  private static FileStat stat(FileView view, String path) throws IOException {
    return FileWalk.find(view, BytePath.of(path)).orElseThrow();
  }

  private static String text(FileView view, String path) throws IOException {
    try (InputStream in = view.open(stat(view, path).object())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void oneThatIsCutIsDamaged(String how) throws IOException {
    Path file = cut(how);
    Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
    assertFalse(verdict.whole());
    if (how.equals("none")) {
      assertTrue(Archives.all().glance(file).damaged());
    }
  }

  private Path cut(String how) throws IOException {
    byte[] bytes = Recorded.bytes("incus", how);
    byte[] beginning = java.util.Arrays.copyOf(bytes, bytes.length - bytes.length / 5);
    return Files.write(folder.resolve("cut.tar"), beginning);
  }

  /** A small one is a single block of zstd, of which nothing can be read without its end. */
  @Test
  void oneInZstdThatIsCutCannotBeRead() throws IOException {
    Path file = cut("zstd");
    ArchiveException damaged =
        assertThrows(
            ArchiveException.class,
            () -> Archives.all().verify(file, folder, ArchiveProgress.NONE));
    assertTrue(String.valueOf(damaged.getMessage()).contains("cut short"), damaged + "");
  }

  @Test
  void aChangedByteIsFoundByTheChecksumBesideIt() throws IOException {
    Path file = Recorded.file(folder, "lxd", "none");
    Sidecar.write(file, Sidecar.hash(file, _ -> {}));
    assertEquals(
        Optional.of(true), Archives.all().verify(file, folder, ArchiveProgress.NONE).checksum());
    byte[] bytes = Files.readAllBytes(file);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[latin.indexOf("xxxxxxxx") + 4] = 'y';
    Files.write(file, bytes);
    Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
    assertFalse(verdict.whole());
    assertEquals("checksum-wrong", verdict.remarks().getFirst().code());
  }

  @Test
  void twoAreCompared() throws IOException {
    Path left = Recorded.file(folder, "incus", "none");
    Path right = Recorded.file(folder, "lxd", "zstd");
    var differences = Archives.all().compare(left, right);
    assertTrue(
        differences.stream()
            .anyMatch(
                d -> d.where().equals("instance.config.container.expanded_devices.eth0.network")),
        differences + "");
    assertEquals(
        List.of(),
        Archives.all().compare(left, Recorded.file(folder, "incus", "gzip")).stream()
            .filter(d -> !d.where().contains("volatile"))
            .toList());
  }

  @Test
  void whatIsPackedOtherwiseIsSaid() throws IOException {
    Path file = folder.resolve("it.tar.xz");
    Files.write(file, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2});
    ArchiveException refused =
        assertThrows(ArchiveException.class, () -> Archives.all().glance(file));
    assertEquals("packed-otherwise", refused.code());
    assertTrue(String.valueOf(refused.getMessage()).contains("xz"));
  }
}
