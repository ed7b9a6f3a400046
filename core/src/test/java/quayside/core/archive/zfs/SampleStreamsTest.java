package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of real machines against the manifests of the trees they were made from. */
class SampleStreamsTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "openzfs-plain-full, , openzfs-v1",
    "openzfs-plain-full, openzfs-plain-incr, openzfs-v2",
    "openzfs-plain-p-full, , openzfs-v1",
    "openzfs-plain-p-full, openzfs-plain-incr, openzfs-v2",
    "openzfs-lz4-c-full, , openzfs-lz4-v1",
    "openzfs-lz4-c-full, openzfs-lz4-c-incr, openzfs-lz4-v2",
    "openzfs-zstd-c-full, , openzfs-zstd-v1",
    "zfsfuse-full, , zfsfuse-v1",
    "zfsfuse-full, zfsfuse-incr, zfsfuse-v2",
    "wire-1, , wire-v1",
    "wire-1, wire-2, wire-v2",
  })
  void everyFileIsAsItWas(String full, String increment, String manifest) throws IOException {
    List<StreamSource> sources =
        Stream.of(full, increment)
            .filter(name -> name != null)
            .map(name -> Samples.source(name + ".zfs"))
            .toList();
    try (ZfsArchive archive = ZfsArchive.open(sources, temporary, read -> {})) {
      assertEquals(
          List.of(),
          Samples.differences(
              expected(manifest),
              manifest.startsWith("wire")
                  ? Samples.inside(Samples.manifest(archive.latest()))
                  : Samples.manifest(archive.latest())));
    }
    assertNothingLeft();
  }

  /**
   * The manifests of zfs-fuse were made through its getxattr, which gives wrong bytes for long
   * values.
   */
  private static Map<String, Map<String, String>> expected(String manifest) throws IOException {
    Map<String, Map<String, String>> expected = Samples.manifest(manifest);
    if (manifest.startsWith("zfsfuse")) {
      Map<String, String> passwd =
          Objects.requireNonNull(
              expected.get(manifest.endsWith("1") ? "etc/passwd" : "etc/passwd.old"));
      passwd.put(
          "xattr_hex",
          "{user.big=" + "42".repeat(20000) + ", user.long=" + "4c".repeat(3000) + "}");
    }
    return expected;
  }

  @Test
  void everySnapshotOfAChainStaysWithinReach() throws IOException {
    try (ZfsArchive archive =
        ZfsArchive.open(
            List.of(
                Samples.source("wire-1.zfs"),
                Samples.source("wire-2.zfs"),
                Samples.source("wire-3.zfs")),
            temporary,
            read -> {})) {
      assertEquals(
          List.of(
              "osctl-send-base-1795302923",
              "osctl-send-incr-1795302937",
              "osctl-send-incr-1795302949"),
          archive.snapshots().stream().map(Snapshot::name).toList());
      Map<String, Map<String, String>> first = Samples.manifest("wire-v1");
      Map<String, Map<String, String>> second = Samples.manifest("wire-v2");
      List<Snapshot> all = archive.snapshots();
      assertEquals(
          List.of(),
          Samples.differences(first, Samples.inside(Samples.manifest(archive.view(all.get(0))))));
      assertEquals(
          List.of(),
          Samples.differences(second, Samples.inside(Samples.manifest(archive.view(all.get(1))))));
      assertEquals(
          List.of(),
          Samples.differences(second, Samples.inside(Samples.manifest(archive.view(all.get(2))))));
    }
  }

  @Test
  void aMemberOfAnExportIsReadWhereItLies() throws IOException {
    Path tar = temporary.resolve("export.tar");
    byte[] bytes = Samples.stream("osctl-ct-export-off.tar");
    Files.write(tar, bytes);
    long at = 0;
    for (int i = 0; i + 512 < bytes.length && at == 0; i += 512) {
      if (new String(bytes, i, 15, StandardCharsets.US_ASCII).equals("rootfs/base.dat")) {
        at = i + 512L;
      }
    }
    assertTrue(at > 0, "the member is there");
    try (ZfsArchive archive =
        ZfsArchive.open(
            List.of(new StreamSource.Region(tar, at, 1580672)), temporary, read -> {})) {
      assertEquals(
          List.of(),
          Samples.differences(
              Samples.manifest("osctl-ct1-private-v1"),
              Samples.inside(Samples.manifest(archive.latest()))));
    }
  }

  /** As in an export that is compressed member by member. */
  @Test
  void aMemberInGzipIsReadWhereItLies() throws IOException {
    byte[] packed;
    try (InputStream in = Samples.open("openzfs-plain-full.zfs.gz")) {
      packed = in.readAllBytes();
    }
    byte[] around = new byte[packed.length + 2000];
    new Random(3).nextBytes(around);
    System.arraycopy(packed, 0, around, 1024, packed.length);
    Path file = Files.write(temporary.resolve("around"), around);
    StreamSource member = new StreamSource.Region(file, 1024, packed.length);
    try (ZfsArchive archive = ZfsArchive.open(List.of(member), temporary, read -> {})) {
      assertEquals(
          List.of(),
          Samples.differences(Samples.manifest("openzfs-v1"), Samples.manifest(archive.latest())));
    }
    Files.delete(file);
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openzfs-plain-full",
        "openzfs-plain-incr",
        "openzfs-plain-p-full",
        "openzfs-lz4-c-full",
        "openzfs-zstd-c-full"
      })
  void dumpSaysWhatTheRealOneSays(String name) throws IOException {
    StringBuilder out = new StringBuilder();
    StreamDump.print(new ByteArrayInputStream(Samples.stream(name + ".zfs")), out, false);
    assertEquals(Samples.text(name + ".zfs.dump.txt"), out.toString());
  }

  @Test
  void dumpSaysOfEachRecordWhatTheRealOneSays() throws IOException {
    StringBuilder out = new StringBuilder();
    StreamDump.print(new ByteArrayInputStream(Samples.stream("openzfs-plain-full.zfs")), out, true);
    assertEquals(
        new String(Samples.stream("openzfs-plain-full.dumpv.txt"), StandardCharsets.UTF_8),
        out.toString());
  }

  /** The elder program says less: no sizes of payloads, and no kinds of records that came later. */
  @Test
  void dumpCountsWhatTheElderOneCounts() throws IOException {
    StringBuilder out = new StringBuilder();
    StreamDump.print(new ByteArrayInputStream(Samples.stream("zfsfuse-full.zfs")), out, false);
    List<String> ours = out.toString().lines().toList();
    for (String line : Samples.text("zfsfuse-full.zstreamdump.txt").lines().toList()) {
      assertTrue(
          line.contains("Total write size")
              || ours.stream().anyMatch(each -> each.equals(line) || each.startsWith(line + " (")),
          line);
    }
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
