package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out is what was in, and nothing lands outside. */
class ExtractorTest {
  @TempDir Path temporary;

  @Test
  void contentsTimesModesAndLinksComeOut() throws IOException {
    Path out = temporary.resolve("out");
    try (ZfsArchive archive =
        ZfsArchive.open(List.of(Samples.source("openzfs-lz4-c-full.zfs")), temporary, read -> {})) {
      FileView view = archive.latest();
      Extractor.Result result = Extractor.extract(view, BytePath.ROOT, out, Long.MAX_VALUE, false);
      assertTrue(result.notes().stream().anyMatch(note -> note.startsWith("dev/null ")));
      int[] compared = {0};
      FileWalk.all(
          view,
          (path, stat) -> {
            String text = path.text().orElse("");
            if (stat.type() == FileType.FILE && text.matches("[ -~]+")) {
              Path file = out.resolve(text);
              assertArrayEquals(view.open(stat.object()).readAllBytes(), bytes(file, stat), text);
              assertEquals(
                  stat.modified().seconds(),
                  Files.getLastModifiedTime(file).toInstant().getEpochSecond());
              compared[0]++;
            }
          });
      assertTrue(compared[0] > 130, "files compared: " + compared[0]);
    }
    assertEquals("hostname", Files.readSymbolicLink(out.resolve("etc/link-rel")).toString());
    assertTrue(Files.isSameFile(out.resolve("bin/h1"), out.resolve("empty.dir/h3")));
    try (Stream<Path> odd = Files.list(out.resolve("home/user"))) {
      assertTrue(
          odd.anyMatch(each ->
              each.toUri().getRawPath().endsWith("latin1-%E9%FF")
                  || each.endsWith("latin1-%E9%FF")),
          "the name has its bytes, or is spelled out where the system has no such name");
    }
  }

  private static byte[] bytes(Path file, FileStat stat) throws IOException {
    if ((stat.mode() & 0400) == 0 && !Files.isReadable(file)) {
      return new byte[0].length == stat.size()
          ? new byte[0]
          : "none\n".getBytes(StandardCharsets.US_ASCII);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void aFolderWithinIsTakenAlone() throws IOException {
    Path out = temporary.resolve("out");
    try (ZfsArchive archive =
        ZfsArchive.open(List.of(Samples.source("openzfs-plain-full.zfs")), temporary, read -> {})) {
      Extractor.extract(archive.latest(), BytePath.of("etc"), out, Long.MAX_VALUE, false);
    }
    assertEquals("ct-sample\n", Files.readString(out.resolve("hostname")));
    assertFalse(Files.exists(out.resolve("etc")));
  }

  @Test
  void aBombStopsAtTheLimit() throws IOException {
    Path out = temporary.resolve("out");
    try (ZfsArchive archive =
        ZfsArchive.open(List.of(Samples.source("openzfs-plain-full.zfs")), temporary, read -> {})) {
      IOException stopped =
          assertThrows(
              IOException.class,
              () -> Extractor.extract(archive.latest(), BytePath.ROOT, out, 10_000, false));
      assertTrue(String.valueOf(stopped.getMessage()).contains("10000"), stopped.getMessage());
    }
  }

  @Test
  void namesAndTargetsThatAreNoTextKeepTheirBytes() throws IOException {
    Timestamp now = new Timestamp(1, 0);
    EditableTree tree = EditableTree.empty(now);
    FileStat link = new FileStat(0, FileType.SYMLINK, 0777, 0, 0, 1, 0, now, now, now, 0, 0);
    FileStat file = new FileStat(0, FileType.FILE, 0644, 0, 0, 1, 0, now, now, now, 0, 0);
    FileStat dir = new FileStat(0, FileType.DIR, 0755, 0, 0, 1, 0, now, now, now, 0, 0);
    tree.create(tree.root(), BytePath.of("link"), link, new byte[] {'a', (byte) 0xFF});
    tree.create(tree.root(), BytePath.of("far"), link, new byte[] {'/', (byte) 0xFE, '/', 'b'});
    byte[] name = new byte[255];
    Arrays.fill(name, (byte) 0xE9);
    long inner = tree.create(tree.root(), BytePath.of(new byte[] {(byte) 0x80}), dir, new byte[0]);
    tree.create(inner, BytePath.of(name), file, new byte[] {1});
    FileStat found = FileWalk.find(tree, BytePath.of("link")).orElseThrow();
    Map<String, Object> entry = new Manifest(tree, true, true).entry(BytePath.of("link"), found);
    assertEquals("61ff", entry.get("target_hex"));
    assertFalse(entry.containsKey("target"));

    Path out = temporary.resolve("out");
    Extractor.Result result = Extractor.extract(tree, BytePath.ROOT, out, Long.MAX_VALUE, false);
    assertEquals(1, result.files());
    assumeTrue(System.getProperty("os.name").equals("Linux"), "other systems have no such names");
    assertEquals(List.of(), result.notes());
    FolderView again = new FolderView(out, ObjectNumbers.in(temporary.resolve("numbers")));
    Map<String, Map<String, String>> expected = Samples.manifest(tree);
    Map<String, Map<String, String>> actual = Samples.manifest(again);
    assertEquals(expected.keySet(), actual.keySet());
    for (String path : List.of("link", "far")) {
      assertEquals(
          Objects.requireNonNull(expected.get(path)).get("target_hex"),
          Objects.requireNonNull(actual.get(path)).get("target_hex"));
    }
  }
}
