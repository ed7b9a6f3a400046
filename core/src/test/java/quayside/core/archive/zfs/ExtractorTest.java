package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
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
      assertTrue(odd.anyMatch(each -> each.endsWith("latin1-%E9%FF")), "the name is spelled out");
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
  void aSymlinkInPlaceOfADirectoryIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Path out = temporary.resolve("out");
    Timestamp now = Timestamp.EPOCH;
    EditableTree tree = EditableTree.empty(now);
    FileStat link = new FileStat(0, FileType.SYMLINK, 0777, 0, 0, 1, 0, now, now, now, 0, 0);
    FileStat dir = new FileStat(0, FileType.DIR, 0755, 0, 0, 1, 0, now, now, now, 0, 0);
    FileStat file = new FileStat(0, FileType.FILE, 0644, 0, 0, 1, 0, now, now, now, 0, 0);
    tree.create(
        tree.root(), BytePath.of("a1"), link, outside.toString().getBytes(StandardCharsets.UTF_8));
    long inner = tree.create(tree.root(), BytePath.of("a2"), dir, new byte[0]);
    tree.create(inner, BytePath.of("evil"), file, new byte[] {1});
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    StreamWriter.forOpenZfs(stream).full(twice(tree), new SnapshotId("p/d@s", 1, 0));
    try (ZfsArchive archive =
        ZfsArchive.open(
            List.of(new StreamSource.Pipe(new ByteArrayInputStream(stream.toByteArray()))),
            temporary,
            read -> {})) {
      assertThrows(
          FileAlreadyExistsException.class,
          () -> Extractor.extract(archive.latest(), BytePath.ROOT, out, Long.MAX_VALUE, false));
    }
    try (Stream<Path> inside = Files.list(outside)) {
      assertEquals(List.of(), inside.toList());
    }
    assertTrue(Files.isSymbolicLink(out.resolve("a1")));
    assertFalse(Files.exists(outside.resolve("evil"), LinkOption.NOFOLLOW_LINKS));
  }

  /** The same tree, but both entries of the root are called a1. */
  private static FileView twice(EditableTree tree) {
    return new Renamed(tree);
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
  void namesAndTargetsThatAreNoTextAreSaid() throws IOException {
    Timestamp now = new Timestamp(1, 0);
    EditableTree tree = EditableTree.empty(now);
    FileStat link = new FileStat(0, FileType.SYMLINK, 0777, 0, 0, 1, 0, now, now, now, 0, 0);
    FileStat file = new FileStat(0, FileType.FILE, 0644, 0, 0, 1, 0, now, now, now, 0, 0);
    tree.create(tree.root(), BytePath.of("link"), link, new byte[] {'a', (byte) 0xFF});
    byte[] name = new byte[255];
    java.util.Arrays.fill(name, (byte) 0xE9);
    tree.create(tree.root(), BytePath.of(name), file, new byte[] {1});
    FileStat found = FileWalk.find(tree, BytePath.of("link")).orElseThrow();
    java.util.Map<String, Object> entry =
        new Manifest(tree, true, true).entry(BytePath.of("link"), found);
    assertEquals("61ff", entry.get("target_hex"));
    assertFalse(entry.containsKey("target"));
    Path out = temporary.resolve("out");
    Extractor.Result result = Extractor.extract(tree, BytePath.ROOT, out, Long.MAX_VALUE, false);
    assertEquals(1, result.files());
    assertTrue(result.notes().stream().anyMatch(note -> note.startsWith("link is left out")));
    try (Stream<Path> inside = Files.list(out)) {
      assertEquals(255, inside.findFirst().orElseThrow().getFileName().toString().length());
    }
  }
}
