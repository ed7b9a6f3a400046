package quayside.core.archive.osctl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.Difference;
import quayside.core.archive.Glance;
import quayside.core.archive.Remark;
import quayside.core.archive.Sidecar;
import quayside.core.archive.Verdict;
import quayside.core.archive.zfs.BytePath;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.FileWalk;
import quayside.core.archive.zfs.Snapshot;

/** Exports by older and other programs: read, told what is odd, and repaired. */
class OddExportTest {
  @TempDir private Path folder = Path.of("");

  /** Makes an odd export of a good one. */
  interface Spoil {
    ExportParts odd(ExportParts good) throws IOException;
  }

  private static Arguments odd(String code, Spoil spoil) {
    return Arguments.of(code, spoil);
  }

  static Stream<Arguments> repairable() {
    return Stream.of(
        odd("format-missing", p -> p.edit("metadata.yml", t -> t.replace("format: zfs\n", ""))),
        odd(
            "datasets-missing",
            p -> p.edit("metadata.yml", t -> t.replace("datasets:\n- srv\n", ""))),
        odd(
            "dataset-unlisted",
            p -> p.edit("metadata.yml", t -> t.replace("datasets:\n- srv\n", "datasets: []\n"))),
        odd("no-end", ExportParts::unended),
        odd("name-dotted", p -> p.rename("metadata.yml", "./metadata.yml")),
        odd("order", p -> p.first("snapshots.yml")),
        odd("snapshots-missing", p -> p.without("snapshots.yml")),
        odd("snapshots-unfit", p -> p.text("snapshots.yml", "---\n- other\n")),
        odd("member-foreign", p -> p.text("README", "hello\n")),
        odd(
            "group-unslashed",
            p ->
                p.edit("metadata.yml", t -> t.replace("\"/default\"", "default"))
                    .edit("config/container.yml", t -> t.replace("\"/default\"", "default"))),
        odd(
            "yaml-alias",
            p ->
                p.text(
                    "config/user.yml",
                    "---\nuid_map: &1\n- 0:666000:65536\ngid_map: *1\nstandalone: true\n")),
        odd(
            "yaml-tag",
            p -> p.edit("config/container.yml", t -> t.replace("web.example", "!ruby/x web"))));
  }

  @ParameterizedTest
  @MethodSource
  void repairable(String code, Spoil spoil) throws IOException {
    Path odd = spoil.odd(ExportParts.small()).in(folder, "odd.tar");
    Verdict verdict = Archives.all().verify(odd, folder, ArchiveProgress.NONE);
    assertTrue(verdict.whole(), () -> verdict.remarks().toString());
    assertEquals(Set.of(code), codes(verdict.remarks()));
    assertTrue(verdict.remarks().getFirst().repairable());
    Path repaired = folder.resolve("repaired.tar");
    List<Remark> done = Archives.all().repair(odd, repaired, folder, ArchiveProgress.NONE);
    assertTrue(code.equals("snapshots-unfit") || codes(done).contains(code), done::toString);
    Verdict after = Archives.all().verify(repaired, folder, ArchiveProgress.NONE);
    assertEquals(List.of(), after.remarks());
    assertEquals(after.checksum(), java.util.Optional.of(true));
    boolean same = !Set.of("group-unslashed", "yaml-alias", "yaml-tag").contains(code);
    if (same) {
      assertArrayEquals(ExportParts.small().pack(), Files.readAllBytes(repaired));
    }
    assertFalse(Files.exists(folder.resolve("repaired.tar.part")));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> Archives.all().repair(odd, repaired, folder, ArchiveProgress.NONE));
  }

  private static Set<String> codes(List<Remark> remarks) {
    return remarks.stream().map(Remark::code).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsWellMadeHasNoRemarks() throws IOException {
    for (ExportParts good : List.of(ExportParts.small(), ExportParts.small().gzip())) {
      Path file = good.in(folder, "good.tar");
      Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
      assertEquals(List.of(), verdict.remarks());
      assertEquals(4, verdict.streams().size());
      assertTrue(verdict.sentence().contains("no .sha256 beside it"), verdict::sentence);
      Glance glance = Archives.all().glance(file);
      assertTrue(glance.traits().contains("consistent"));
      assertEquals(glance.traits().contains("gzip"), good.names().contains("rootfs/base.dat.gz"));
      Path again = folder.resolve("again.tar");
      Files.deleteIfExists(again);
      assertEquals(List.of(), Archives.all().repair(file, again, folder, ArchiveProgress.NONE));
      assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }
  }

  @Test
  void theFilesAreThoseThatTheContainerSees() throws IOException {
    Path file = ExportParts.small().in(folder, "good.tar");
    try (var files = Archives.all().files(file, folder, ArchiveProgress.NONE)) {
      var seen = new TreeSet<String>();
      quayside.core.archive.zfs.FileWalk.all(
          files.container(), (path, _) -> seen.add(path.toString()));
      assertEquals(
          new TreeSet<>(
              Set.of(
                  "",
                  "etc",
                  "etc/hostname",
                  "etc/large",
                  "etc/stopped",
                  "srv",
                  "srv/data",
                  "srv/data/hostname",
                  "srv/data/large",
                  "srv/data/stopped")),
          seen);
      assertEquals(List.of("/", "srv"), files.systems());
      assertThrows(ArchiveException.class, () -> files.system("none"));
    }
  }

  @Test
  void anImageNamesNoContainer() throws IOException {
    Path image =
        ExportParts.small()
            .edit(
                "metadata.yml",
                t ->
                    t.replace("user: web", "user:")
                        .replace("group: \"/default\"", "group:")
                        .replace("container: web", "container:"))
            .without("config/user.yml")
            .without("config/group.yml")
            .in(folder, "image.tar");
    Verdict verdict = Archives.all().verify(image, folder, ArchiveProgress.NONE);
    assertEquals(Set.of("id-missing"), codes(verdict.remarks()));
    assertTrue(verdict.importable());
  }

  @Test
  void headersOfGnuAndPaxAreToldAndMadePlain() throws IOException {
    byte[] good = ExportParts.small().pack();
    var out = new ByteArrayOutputStream();
    out.writeBytes(pax("21 path=metadata.yml\n8 a=bcd\n"));
    out.writeBytes(good);
    Path odd = Files.write(folder.resolve("pax.tar"), out.toByteArray());
    Verdict verdict = Archives.all().verify(odd, folder, ArchiveProgress.NONE);
    assertEquals(Set.of("header-foreign"), codes(verdict.remarks()));
    Path plain = folder.resolve("plain.tar");
    assertFalse(Archives.all().repair(odd, plain, folder, ArchiveProgress.NONE).isEmpty());
    assertArrayEquals(good, Files.readAllBytes(plain));
  }

  private static byte[] pax(String records) throws IOException {
    byte[] header = quayside.core.archive.tar.TarHeader.file("x", 0644, records.length());
    header[156] = 'x';
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    byte[] text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 148, 8);
    byte[] all = Arrays.copyOf(header, 1024);
    System.arraycopy(ExportParts.bytes(records), 0, all, 512, records.length());
    return all;
  }

  @Test
  void aCutArchiveGivesUpItsLastMomentButNotItsBase() throws IOException {
    byte[] whole = ExportParts.small().pack();
    ExportArchive archive = ExportArchive.read(ExportParts.small().in(folder, "whole.tar"));
    Member base = archive.stream("srv", false).orElseThrow();
    Member last = archive.stream("srv", true).orElseThrow();
    Path cut = folder.resolve("cut.tar");
    Files.write(cut, Arrays.copyOf(whole, (int) last.entry().offset() + 100));
    Path saved = folder.resolve("saved.tar");
    Set<String> done = codes(Archives.all().repair(cut, saved, folder, ArchiveProgress.NONE));
    assertTrue(done.containsAll(Set.of("cut-short", "increment-dropped")), done::toString);
    Verdict verdict = Archives.all().verify(saved, folder, ArchiveProgress.NONE);
    assertEquals(List.of(), verdict.remarks());
    assertEquals(2, verdict.streams().size());
    Files.write(cut, Arrays.copyOf(whole, (int) base.entry().offset() + 100));
    Path hopeless = folder.resolve("hopeless.tar");
    var refused =
        assertThrows(
            ArchiveException.class,
            () -> Archives.all().repair(cut, hopeless, folder, ArchiveProgress.NONE));
    assertTrue(String.valueOf(refused.getMessage()).contains("Nothing was written"));
    assertFalse(Files.exists(hopeless) || Files.exists(folder.resolve("hopeless.tar.part")));
  }

  @Test
  void sizesOfManyGibAreReadAlsoWhereTheirFieldsAreTooShort() throws IOException {
    for (long gib : new long[] {9, 70, 600}) {
      long size = gib << 30;
      for (boolean cut : new boolean[] {false, true}) {
        Path file = sparse(size, cut);
        ExportArchive archive = ExportArchive.read(file);
        Member member = archive.stream("/", false).orElseThrow();
        assertEquals(size, member.entry().size(), gib + " GiB");
        assertTrue(archive.text("snapshots.yml").isPresent(), gib + " GiB");
        Set<String> expected =
            gib < 64 ? Set.of() : cut ? Set.of("size-cut") : Set.of("size-large");
        assertEquals(expected, codes(archive.remarks()), gib + " GiB");
        Files.delete(file);
      }
    }
  }

  /** An export of mostly nothing; {@code cut}: as osctld writes sizes of 64 GiB and more. */
  private Path sparse(long size, boolean cut) throws IOException {
    Path file = folder.resolve("sparse.tar");
    try (FileChannel to =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      var writer = new ExportWriter(to);
      ExportParts good = ExportParts.small();
      writer.text(
          "metadata.yml",
          ExportParts.bytes(
              """
              ---
              type: full
              format: zfs
              user: web
              container: web
              datasets: []
              """));
      writer.text("config/container.yml", good.get("config/container.yml"));
      byte[] header = quayside.core.archive.tar.TarHeader.file("rootfs/base.dat", 0644, size);
      if (cut && size >= 1L << 36) {
        byte[] digits = Long.toOctalString(size).substring(0, 12).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(digits, 0, header, 124, 12);
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
          sum += b & 0xFF;
        }
        byte[] text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 148, 8);
      }
      to.write(java.nio.ByteBuffer.wrap(header));
      to.position(to.position() + size);
      writer.text("snapshots.yml", ExportParts.bytes("---\n- osctl-base-1\n"));
      writer.finish();
    }
    return file;
  }

  @Test
  void configurationsAreComparedValueByValue() throws IOException {
    Path left = ExportParts.small().in(folder, "left.tar");
    Path right =
        ExportParts.small()
            .edit("config/container.yml", t -> t.replace("web.example", "other.example"))
            .edit("config/container.yml", t -> t.replace("aa:bb:cc", "aa:bb:cd"))
            .text("hooks/post-start", "#!/bin/sh\nexit 1\n")
            .without("config/group.yml")
            .in(folder, "right.tar");
    List<Difference> differences = Archives.all().compare(left, right);
    assertEquals(
        List.of(
            "container.hostname",
            "container.net_interfaces[eth0].hwaddr",
            "group.attrs",
            "group.cgparams",
            "group.devices",
            "hooks/post-start"),
        differences.stream().map(Difference::where).toList());
    assertEquals(java.util.Optional.of("other.example"), differences.getFirst().right());
    assertTrue(differences.get(2).right().isEmpty());
    assertEquals(List.of(), Archives.all().compare(left, left));
  }

  @Test
  void aSidecarVouchesForTheWholeFile() throws IOException {
    Path file = ExportParts.small().in(folder, "with spaces.tar");
    Sidecar.write(file, Sidecar.hash(file, _ -> {}));
    assertEquals(
        java.util.Optional.of(true),
        Archives.all().verify(file, folder, ArchiveProgress.NONE).checksum());
    byte[] bytes = Files.readAllBytes(file);
    bytes[520] ^= 1; // a letter of metadata.yml, which nothing else covers
    Files.write(file, bytes);
    Verdict verdict = Archives.all().verify(file, folder, ArchiveProgress.NONE);
    assertEquals(java.util.Optional.of(false), verdict.checksum());
    assertTrue(codes(verdict.remarks()).contains("checksum-wrong"));
    assertFalse(verdict.whole());
  }

  @Test
  void eachSnapshotShowsItsOwnFiles() throws IOException {
    Path file = ExportParts.small().in(folder, "two.tar");
    BytePath stopped = BytePath.of("private/etc/stopped");
    try (ArchiveFiles files = Archives.all().files(file, folder, ArchiveProgress.NONE)) {
      assertEquals(List.of("/", "srv"), files.systems());
      List<Snapshot> snapshots = files.snapshots("/");
      assertEquals(
          List.of("osctl-base-1", "osctl-incr-2"), snapshots.stream().map(Snapshot::name).toList());
      FileView base = files.snapshot("/", snapshots.getFirst());
      assertTrue(FileWalk.find(base, stopped).isEmpty());
      FileView last = files.snapshot("/", snapshots.getLast());
      assertTrue(FileWalk.find(last, stopped).isPresent());
    }
  }
}
