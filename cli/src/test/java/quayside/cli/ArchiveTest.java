package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The archive verbs on streams of real machines, against the manifests of their trees. */
class ArchiveTest {
  private static final Path SAMPLES = Path.of("..", "core", "src", "test", "resources", "zfs");

  @TempDir private Path folder = Path.of("");
  private Terminal terminal = new Terminal(folder);

  @BeforeEach
  void open() {
    terminal = new Terminal(folder);
  }

  private static String sample(String name) {
    return SAMPLES.resolve(name + ".gz").toString();
  }

  private static byte[] unpacked(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(SAMPLES.resolve(name + ".gz")))) {
      return in.readAllBytes();
    }
  }

  private String file(String name) throws IOException {
    return Files.write(folder.resolve(name), unpacked(name)).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "openzfs-plain-full, , openzfs-v1",
    "openzfs-plain-p-full, openzfs-plain-incr, openzfs-v2",
    "openzfs-lz4-c-full, openzfs-lz4-c-incr, openzfs-lz4-v2",
    "openzfs-zstd-c-full, , openzfs-zstd-v1",
    "zfsfuse-full, zfsfuse-incr, zfsfuse-v2",
  })
  void everyFileIsListedAsItWas(String full, String increment, String manifest) throws IOException {
    var words = new java.util.ArrayList<>(List.of("archive", "ls", sample(full + ".zfs")));
    if (increment != null) {
      words.addAll(List.of("--with", sample(increment + ".zfs")));
    }
    words.addAll(List.of("--json", "--hash", "--xattrs"));
    assertEquals(0, terminal.run(words.toArray(String[]::new)), terminal::err);
    assertSame(expected(manifest), byPath(terminal.out(), ""));
  }

  @Test
  void aMemberOfAnExportIsListedWhereItLies() throws IOException {
    Map<String, Map<String, Object>> expected = expected("osctl-ct1-private-v1");
    String tar = file("osctl-ct-export-off.tar");
    for (String name : List.of(tar, sample("osctl-ct-export-off.tar"), "-")) {
      terminal.give(unpacked("osctl-ct-export-off.tar"));
      assertEquals(
          0,
          terminal.run(
              "archive",
              "ls",
              "--json",
              "--hash",
              "--xattrs",
              "--",
              name + ":rootfs/base.dat",
              "private"),
          terminal::err);
      assertSame(expected, byPath(terminal.out(), "private"));
    }
    assertEquals(1, terminal.run("archive", "dump", tar));
    assertTrue(terminal.err().contains(tar + ":MEMBER with one of metadata.yml"), terminal::err);
    assertEquals(1, terminal.run("archive", "verify", tar + ":rootfs/other.dat", "--json"));
    assertTrue(terminal.last().contains("\"code\":\"member-unknown\""), terminal::out);
  }

  @Test
  void anExportIsOpenedAsTheContainerSeesIt() throws IOException {
    Map<String, Map<String, Object>> expected = expected("osctl-ct1-private-v1");
    String tar = file("osctl-ct-export-off.tar");
    for (String name : List.of(tar, sample("osctl-ct-export-off.tar"), "-")) {
      terminal.give(unpacked("osctl-ct-export-off.tar"));
      assertEquals(
          0,
          terminal.run("archive", "ls", "--json", "--hash", "--xattrs", "--", name),
          terminal::err);
      assertSame(expected, byPath(terminal.out(), ""));
      terminal.give(unpacked("osctl-ct-export-off.tar"));
      assertEquals(0, terminal.run("archive", "ls", "--name", "PASSW*", "--", name));
      assertEquals(1, terminal.out().lines().count(), terminal::out);
      assertTrue(terminal.out().contains("etc/passwd"), terminal::out);
    }
    assertEquals(0, terminal.run("archive", "ls", tar, "--dataset", "/", "private/etc", "--json"));
    assertTrue(terminal.out().contains("\"path\":\"private/etc/passwd\""), terminal::out);
    assertEquals(1, terminal.run("archive", "ls", tar, "--dataset", "none"));
    assertTrue(terminal.err().contains("It holds /."), terminal::err);
    Path target = folder.resolve("etc");
    assertEquals(0, terminal.run("archive", "extract", tar, target.toString(), "etc"));
    assertEquals(0, terminal.run("archive", "cat", tar, "/etc/passwd"), terminal::err);
    assertArrayEquals(Files.readAllBytes(target.resolve("passwd")), terminal.bytes());
  }

  @Test
  void anExportIsShownVerifiedAndRepaired() throws IOException {
    String tar = file("osctl-ct-export-off.tar");
    assertEquals(0, terminal.run("archive", "show", tar), terminal::err);
    assertTrue(terminal.out().contains("    container:  ct1\n"), terminal::out);
    assertTrue(terminal.out().contains("     1580672  rootfs/base.dat\n"), terminal::out);
    assertTrue(terminal.out().contains("\n    distribution: debian\n"), terminal::out);
    assertEquals(0, terminal.run("archive", "show", tar, "--json"));
    assertTrue(terminal.out().contains("\"kind\":\"osctl-export\""), terminal::out);
    assertEquals(0, terminal.run("archive", "verify", tar), terminal::err);
    assertTrue(terminal.last().startsWith("The archive is whole. Nothing vouches"), terminal::out);
    assertEquals(0, terminal.run("archive", "verify", tar, "--json"));
    assertTrue(
        terminal.last().startsWith("{\"type\":\"verdict\",\"whole\":true,\"importable\":true,"),
        terminal::out);
    byte[] cut = java.util.Arrays.copyOf(unpacked("osctl-ct-export-off.tar"), 1_587_300);
    Path odd = Files.write(folder.resolve("odd.tar"), cut);
    assertEquals(1, terminal.run("archive", "verify", odd.toString(), "--json"));
    assertTrue(terminal.out().contains("\"code\":\"cut-short\""), terminal::out);
    String repaired = folder.resolve("repaired.tar").toString();
    assertEquals(0, terminal.run("archive", "repair", odd.toString(), repaired), terminal::err);
    assertEquals(0, terminal.run("archive", "verify", repaired), terminal::err);
    assertEquals("The archive is whole.", terminal.last());
    assertEquals(1, terminal.run("archive", "repair", odd.toString(), repaired));
    assertTrue(terminal.err().contains("already"), terminal::err);
    assertEquals(0, terminal.run("archive", "diff", tar, repaired), terminal::err);
    assertEquals("Their configurations are the same.", terminal.last());
    assertEquals(1, terminal.run("archive", "diff", tar, sample("openzfs-plain-full.zfs")));
    assertTrue(terminal.err().contains("different kinds"), terminal::err);
  }

  @Test
  void everySnapshotCanBePicked() throws IOException {
    for (String[] one : new String[][] {{"v1", "openzfs-v1"}, {"v2", "openzfs-v2"}}) {
      assertEquals(
          0,
          terminal.run(
              "archive",
              "ls",
              sample("openzfs-plain-full.zfs"),
              "--snapshot",
              one[0],
              "--json",
              "--hash",
              "--xattrs",
              "--with",
              sample("openzfs-plain-incr.zfs")),
          terminal::err);
      assertSame(expected(one[1]), byPath(terminal.out(), ""));
    }
    assertEquals(
        1, terminal.run("archive", "ls", sample("openzfs-plain-full.zfs"), "--snapshot", "v9"));
    assertTrue(terminal.err().contains("It holds v1"), terminal::err);
  }

  @Test
  void filesAreExtractedAndPrintedWhole() throws IOException {
    Path target = folder.resolve("target");
    String stream = sample("openzfs-lz4-c-full.zfs");
    assertEquals(0, terminal.run("archive", "extract", stream, target.toString()), terminal::err);
    assertTrue(terminal.err().contains("is left out: a fifo cannot be made"), terminal::err);
    int files = 0;
    for (Map<String, Object> entry : expected("openzfs-lz4-v1").values()) {
      if (entry.get("path") instanceof String path
          && entry.get("sha256") instanceof String hash
          && path.matches("[ -~]+")
          && Files.isReadable(target.resolve(path))) {
        byte[] found = Files.readAllBytes(target.resolve(path));
        assertEquals(hash, sha256(found), path);
        if (files++ % 8 == 0) {
          assertEquals(0, terminal.run("archive", "cat", stream, "/" + path), terminal::err);
          assertArrayEquals(found, terminal.bytes(), path);
        }
      }
    }
    assertTrue(files > 20, "only " + files);
    assertEquals(1, terminal.run("archive", "extract", stream, target.toString()));
    assertTrue(terminal.err().contains("is not empty"), terminal::err);
    Path part = folder.resolve("part");
    assertEquals(0, terminal.run("archive", "extract", stream, part.toString(), "etc", "--json"));
    assertTrue(Files.exists(part.resolve("passwd")), terminal::out);
    assertTrue(terminal.last().contains("\"type\":\"extracted\""), terminal::out);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openzfs-plain-full",
        "openzfs-plain-incr",
        "openzfs-plain-p-full",
        "openzfs-zstd-c-full"
      })
  void dumpPrintsWhatTheRealOnePrints(String name) throws IOException {
    assertEquals(0, terminal.run("archive", "dump", sample(name + ".zfs")), terminal::err);
    assertEquals(Files.readString(SAMPLES.resolve(name + ".zfs.dump.txt")), terminal.out());
    terminal.give(unpacked(name + ".zfs"));
    assertEquals(0, terminal.run("archive", "dump", "-v", "-"), terminal::err);
    assertTrue(terminal.out().contains("\nOBJECT object = "), "every record");
  }

  @Test
  void verifyPronouncesAVerdict() throws IOException {
    String full = sample("openzfs-plain-full.zfs");
    assertEquals(0, terminal.run("archive", "verify", full), terminal::err);
    assertTrue(terminal.out().contains("The archive is whole: "), terminal::out);
    assertEquals(0, terminal.run("archive", "verify", "--json", sample("openzfs-plain-incr.zfs")));
    assertTrue(terminal.out().contains("\"opened\":false"), terminal::out);
    assertTrue(terminal.last().contains("\"whole\":true"), terminal::out);
  }

  @Test
  void damageIsSaidWithItsOffset() throws IOException {
    byte[] stream = unpacked("openzfs-plain-full.zfs");
    stream[stream.length / 2] ^= 4;
    terminal.give(stream);
    assertEquals(1, terminal.run("archive", "verify", "-", "--json"));
    assertTrue(
        terminal.last().matches("\\{\"type\":\"verdict\",\"offset\":[1-9][0-9]*,\"whole\":false.*"),
        terminal::out);
    for (String verb : List.of("ls", "verify", "dump")) {
      terminal.give(stream);
      assertEquals(1, terminal.run("archive", verb, "-"), terminal::out);
      assertTrue(terminal.err().contains("(at byte "), terminal::err);
    }
    terminal.give(java.util.Arrays.copyOf(stream, 1000));
    assertEquals(1, terminal.run("archive", "verify", "-"));
    assertTrue(terminal.err().contains("cut short"), terminal::err);
    Path cut = folder.resolve("cut.gz");
    byte[] packed = Files.readAllBytes(SAMPLES.resolve("openzfs-plain-full.zfs.gz"));
    Files.write(cut, java.util.Arrays.copyOf(packed, packed.length / 2));
    assertEquals(1, terminal.run("archive", "verify", cut.toString()));
    assertTrue(terminal.err().contains("The archive is damaged"), terminal::err);
  }

  @Test
  void whatIsNoStreamIsRefused() throws IOException {
    terminal.give("no stream at all, but long enough to look at".getBytes(StandardCharsets.UTF_8));
    assertEquals(1, terminal.run("archive", "ls", "-"));
    assertFalse(terminal.err().isBlank());
    terminal.give(new byte[0]);
    assertEquals(1, terminal.run("archive", "ls", "-"));
    assertEquals(1, terminal.run("archive", "ls", folder.resolve("none").toString()));
    assertTrue(terminal.err().contains("There is no file"), terminal::err);
    assertEquals(2, terminal.run("archive", "ls", "-", "--with", "-"));
    assertEquals(1, terminal.run("archive", "cat", sample("zfsfuse-full.zfs"), "etc"));
    assertTrue(terminal.err().contains("etc is a dir"), terminal::err);
    assertEquals(2, terminal.run("archive", "cat", sample("zfsfuse-full.zfs")));
    assertEquals(2, terminal.run("archive"));
  }

  @Test
  void controlCharactersOfNamesStayOffTheTerminal() throws IOException {
    assertEquals(0, terminal.run("archive", "ls", sample("openzfs-plain-full.zfs")));
    assertTrue(
        terminal.out().codePoints().noneMatch(c -> c != '\n' && Character.isISOControl(c)),
        "no control character");
  }

  private static Map<String, Map<String, Object>> expected(String name) throws IOException {
    var text = new String(unpacked(name + ".manifest.jsonl"), StandardCharsets.UTF_8);
    Map<String, Map<String, Object>> expected = byPath(text, "");
    if (name.startsWith("zfsfuse")) {
      // recorded through a getxattr that gives wrong bytes for long values
      Map<String, Object> passwd =
          java.util.Objects.requireNonNull(
              expected.get(name.endsWith("1") ? "etc/passwd" : "etc/passwd.old"));
      passwd.put(
          "xattr_hex", Map.of("user.big", "42".repeat(20000), "user.long", "4c".repeat(3000)));
    }
    return expected;
  }

  private static Map<String, Map<String, Object>> byPath(String lines, String under) {
    var json = new JsonMapper();
    var found = new TreeMap<String, Map<String, Object>>();
    lines
        .lines()
        .forEach(line -> {
          Map<String, Object> entry = new TreeMap<>();
          Map<?, ?> read = json.readValue(line, Map.class);
          read.forEach((key, value) -> entry.put(String.valueOf(key), value));
          String path = String.valueOf(entry.getOrDefault("path", entry.get("path_hex")));
          String prefix =
              entry.containsKey("path") || under.isEmpty()
                  ? under
                  : HexFormat.of().formatHex(under.getBytes(StandardCharsets.UTF_8));
          String slash = entry.containsKey("path") ? "/" : "2f";
          if (!under.isEmpty()) {
            path = path.equals(under) ? "." : path.substring((prefix + slash).length());
            entry.put(entry.containsKey("path") ? "path" : "path_hex", path);
          }
          if (path.equals(".")) {
            entry.remove("ino"); // of the mount, not of the object
          }
          found.put(path, entry);
        });
    return found;
  }

  private static void assertSame(
      Map<String, Map<String, Object>> expected, Map<String, Map<String, Object>> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((path, entry) -> {
      assertEquals(entry, actual.get(path), path);
    });
  }
}
