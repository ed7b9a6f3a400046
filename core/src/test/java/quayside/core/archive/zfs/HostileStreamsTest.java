package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.archive.zfs.block.Packers;

/** Streams whose checksums are right and whose contents mean harm. */
@Timeout(60)
class HostileStreamsTest {
  private static final int LEAF = 16384;
  private static final int CHUNKS_AT = 48 + LEAF / 32 * 2;

  @TempDir Path temporary;

  private ZfsArchive open(byte[] stream) throws IOException {
    return ZfsArchive.open(
        List.of(new StreamSource.Pipe(new ByteArrayInputStream(stream))), temporary, read -> {});
  }

  private static Records records() {
    return new Records(ByteOrder.LITTLE_ENDIAN).begin(0, 2);
  }

  /** Walking and extracting fail alike: with a sentence that names a byte. */
  private ZfsStreamException refused(byte[] stream) throws IOException {
    try (ZfsArchive archive = open(stream)) {
      ZfsStreamException error =
          assertThrows(
              ZfsStreamException.class, () -> FileWalk.all(archive.latest(), (path, stat) -> {}));
      Path out = temporary.resolve("out");
      assertThrows(
          ZfsStreamException.class,
          () -> Extractor.extract(archive.latest(), BytePath.ROOT, out, 1000, false));
      Everything.delete(out);
      assertTrue(
          String.valueOf(error.getMessage()).matches(".* \\(at byte [0-9]+ of the stream\\)\\."),
          error.getMessage());
      return error;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "a/b", "/etc", "../../x"})
  void namesThatLeaveTheirDirectoryAreRefused(String name) throws IOException {
    refused(records().root(name, 3L).end());
  }

  @Test
  void aNameWithNulIsRefused() throws IOException {
    Records r = records();
    byte[] leaf = leaf(r, 0, 0);
    ByteBuffer.wrap(leaf).put(CHUNKS_AT + 24 + 1, new byte[] {'a', 0, 'b', 0});
    refused(fat(r, shift(r, 0), leaf));
  }

  @Test
  void directoriesThatContainThemselvesOrEachOtherAreRefused() throws IOException {
    refused(records().root("me", 3L).end());
    Records r = records();
    refused(
        r.root("a", 4L, "b", 5L)
            .object(4, 20, 17, r.znode(040755, 3))
            .write(4, 20, r.micro("b", 5L))
            .object(5, 20, 17, r.znode(040755, 3))
            .write(5, 20, r.micro("a", 4L))
            .end());
  }

  @Test
  void aDirectoryThatIsNoneAndAFileThatIsNotThereAreRefused() throws IOException {
    Records r = records();
    refused(r.root("a", 4L).object(4, 19, 17, r.znode(040755, 2)).end());
    refused(records().root("a", 4L).end());
  }

  // what is inside of tables

  /** The head of a table that says it has 2^shift pointers, in the second half of the block. */
  private static byte[] shift(Records r, int shift, long... pointers) {
    byte[] block = new byte[LEAF];
    ByteBuffer head =
        r.over(block)
            .putLong(0, 0x8000_0000_0000_0001L)
            .putLong(8, 0x2F52AB2ABL)
            .putLong(32, shift);
    for (int i = 0; i < LEAF / 16; i++) {
      head.putLong(LEAF / 2 + i * 8, i < pointers.length ? pointers[i] : 1);
    }
    return block;
  }

  /** A leaf with one entry, "abc" = 3, which says it is for that prefix. */
  private static byte[] leaf(Records r, long prefix, int prefixLength) {
    byte[] block = new byte[LEAF];
    ByteBuffer leaf =
        r.over(block)
            .putLong(0, 0x8000_0000_0000_0000L)
            .putLong(16, prefix)
            .putInt(24, 0x2AB1EAF)
            .putShort(32, (short) prefixLength);
    leaf.put(CHUNKS_AT, (byte) 252)
        .put(CHUNKS_AT + 1, (byte) 8)
        .putShort(CHUNKS_AT + 4, (short) 1)
        .putShort(CHUNKS_AT + 6, (short) 4)
        .putShort(CHUNKS_AT + 8, (short) 2)
        .putShort(CHUNKS_AT + 10, (short) 1);
    array(leaf, 1, 0xFFFF, "abc\0".getBytes(StandardCharsets.US_ASCII));
    array(leaf, 2, 0xFFFF, new byte[] {0, 0, 0, 0, 0, 0, 0, 4});
    return block;
  }

  private static void array(ByteBuffer leaf, int chunk, int next, byte[] bytes) {
    int at = CHUNKS_AT + chunk * 24;
    leaf.put(at, (byte) 251).put(at + 1, bytes).putShort(at + 22, (short) next);
  }

  /** A file system whose root is a table of these two blocks, and has a file 4. */
  private static byte[] fat(Records r, byte[] head, byte[] leaf) {
    return r.object(1, 21, 0)
        .write(1, 21, r.micro("ROOT", 3L, "VERSION", 4L))
        .object(3, 20, 17, LEAF, 0, r.znode(040755, 3))
        .write(3, 20, head)
        .packed(3, LEAF, LEAF, Packers.OFF, leaf)
        .object(4, 19, 17, r.znode(0100644, 0))
        .end();
  }

  @Test
  void aTableOfLeavesIsReadAsItShould() throws IOException {
    Records r = records();
    try (ZfsArchive archive = open(fat(r, shift(r, 0), leaf(r, 0, 0)))) {
      assertEquals(4, FileWalk.find(archive.latest(), BytePath.of("abc")).orElseThrow().object());
    }
  }

  @Test
  void pointersThatLeadToOneLeafOverAndOverAreRefused() throws IOException {
    Records r = records();
    assertTrue(
        String.valueOf(refused(fat(r, shift(r, 10), leaf(r, 0, 10))).getMessage())
            .contains("twice"));
    Records other = records();
    refused(fat(other, shift(other, 1, 0, 0), leaf(other, 0, 1)));
  }

  @Test
  void tablesOfImpossibleSizeAreRefused() throws IOException {
    for (int shift : new int[] {11, 39, 62, 64, -1}) {
      Records r = records();
      refused(fat(r, shift(r, shift), leaf(r, 0, 0)));
    }
    // the pointers are said to be elsewhere, where there is nothing
    Records r = records();
    byte[] head = shift(r, 40);
    ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putLong(16, 1L << 50);
    refused(fat(r, head, leaf(r, 0, 0)));
  }

  @Test
  void chainsThatLoopOrLeaveTheLeafAreRefused() throws IOException {
    for (int next : new int[] {1, 0, 2, 600, 0xFFFE}) {
      Records r = records();
      byte[] leaf = leaf(r, 0, 0);
      array(
          ByteBuffer.wrap(leaf).order(ByteOrder.LITTLE_ENDIAN),
          1,
          next,
          "abc\0".getBytes(StandardCharsets.US_ASCII));
      refused(fat(r, shift(r, 0), leaf));
    }
    Records r = records();
    byte[] longName = leaf(r, 0, 0);
    ByteBuffer looping = ByteBuffer.wrap(longName).order(ByteOrder.LITTLE_ENDIAN);
    looping.putShort(CHUNKS_AT + 6, (short) 1000);
    array(looping, 1, 1, "abcdefghijklmnopqrstu".getBytes(StandardCharsets.US_ASCII));
    refused(fat(r, shift(r, 0), longName));
  }

  // what would take more room than there is

  @Test
  void aBombOfEmptyBlocksStopsAtTheLimit() throws IOException {
    Records r = records();
    int block = 16 << 20;
    r.root("bomb", 4L).object(4, 19, 17, block, 0, r.znode(0100644, 1000L * block));
    for (int i = 0; i < 1000; i++) {
      r.packed(4, (long) i * block, block, Packers.EMPTY);
    }
    byte[] stream = r.end();
    assertTrue(stream.length < 400_000);
    Path out = temporary.resolve("out");
    try (ZfsArchive archive = open(stream)) {
      IOException stopped =
          assertThrows(
              IOException.class,
              () -> Extractor.extract(archive.latest(), BytePath.ROOT, out, 5 << 20, false));
      assertTrue(String.valueOf(stopped.getMessage()).contains("bomb"), stopped.getMessage());
    }
    assertTrue(Files.size(out.resolve("bomb")) <= 5 << 20);
  }

  /** On a disk: a file system in memory, where other tests may be, has a place for any claim. */
  @Test
  void aFileThatClaimsAnyMachinesRoomIsRefused(@TempDir(factory = OnDisk.class) Path disk)
      throws IOException {
    Records r = records();
    byte[] stream = r.root("huge", 4L).object(4, 19, 17, r.znode(0100644, 1L << 60)).end();
    Path out = disk.resolve("out");
    try (ZfsArchive archive = open(stream)) {
      FileView view = archive.latest();
      IOException refused =
          assertThrows(
              IOException.class,
              () -> Extractor.extract(view, BytePath.ROOT, out, Long.MAX_VALUE, false));
      assertTrue(String.valueOf(refused.getMessage()).contains("huge"), refused.getMessage());
      FileStat stat = view.stat(4);
      IOException tooLong =
          assertThrows(
              IOException.class,
              () -> new Manifest(view, true, true).entry(BytePath.of("huge"), stat));
      assertTrue(String.valueOf(tooLong.getMessage()).contains("huge"), tooLong.getMessage());
    }
  }

  /** Beside the classes. */
  static final class OnDisk implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
        throws IOException {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "disk");
    }
  }

  // what would lead outside

  @Test
  void aSymlinkInPlaceOfADirectoryIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Path out = temporary.resolve("out");
    byte[] target = outside.toString().getBytes(StandardCharsets.UTF_8);
    Records r = records();
    byte[] stream =
        r.root("a", 4L, "a", 5L)
            .object(4, 19, 17, r.znode(0120777, target.length))
            .write(4, 19, java.util.Arrays.copyOf(target, 512))
            .object(5, 20, 17, r.znode(040755, 3))
            .write(5, 20, r.micro("evil", 6L))
            .object(6, 19, 17, r.znode(0100644, 0))
            .end();
    try (ZfsArchive archive = open(stream)) {
      ZfsStreamException refused =
          assertThrows(
              ZfsStreamException.class,
              () -> Extractor.extract(archive.latest(), BytePath.ROOT, out, 1000, false));
      assertTrue(String.valueOf(refused.getMessage()).contains("twice"), refused.getMessage());
    }
    assertTrue(Files.isSymbolicLink(out.resolve("a")));
    assertFalse(Files.exists(outside.resolve("evil"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aSymlinkToWhatNoSystemCanNameIsLeftOut() throws IOException {
    Records r = records();
    byte[] stream =
        r.root("a", 4L)
            .object(4, 19, 17, r.znode(0120777, 3))
            .write(4, 19, java.util.Arrays.copyOf(new byte[] {'x', 0, (byte) 0xFF}, 512))
            .end();
    Path out = temporary.resolve("out");
    try (ZfsArchive archive = open(stream)) {
      Extractor.Result result =
          Extractor.extract(archive.latest(), BytePath.ROOT, out, 1000, false);
      assertEquals(1, result.notes().size(), result.notes()::toString);
    }
    assertFalse(Files.exists(out.resolve("a"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aHardLinkToASymlinkIsThatSymlink() throws IOException {
    Path outside = Files.writeString(temporary.resolve("outside"), "untouched");
    byte[] target = outside.toString().getBytes(StandardCharsets.UTF_8);
    Records r = records();
    byte[] znode = r.znode(0120777, target.length);
    ByteBuffer.wrap(znode).order(ByteOrder.LITTLE_ENDIAN).putLong(96, 2);
    byte[] stream =
        r.root("a", 4L, "b", 4L)
            .object(4, 19, 17, znode)
            .write(4, 19, java.util.Arrays.copyOf(target, 512))
            .end();
    Path out = temporary.resolve("out");
    try (ZfsArchive archive = open(stream)) {
      Extractor.extract(archive.latest(), BytePath.ROOT, out, 1000, false);
    }
    assertTrue(Files.isSymbolicLink(out.resolve("a")) && Files.isSymbolicLink(out.resolve("b")));
    assertEquals("untouched", Files.readString(outside));
  }
}
