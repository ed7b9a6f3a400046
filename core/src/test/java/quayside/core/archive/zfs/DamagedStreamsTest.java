package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cut anywhere, any bit flipped: it is noticed, at the right place, from a pipe and in a file. */
class DamagedStreamsTest {
  @TempDir Path temporary;

  /** What is said of a damaged stream, which must not depend on how it comes. */
  private ZfsStreamException refused(byte[] stream, String how) throws IOException {
    List<StreamSource> pipe = Everything.pipes(List.of(stream));
    List<StreamSource> file = Everything.files(List.of(stream), temporary);
    ZfsStreamException first =
        assertThrows(ZfsStreamException.class, () -> Everything.read(pipe, temporary), how);
    ZfsStreamException second =
        assertThrows(ZfsStreamException.class, () -> Everything.read(file, temporary), how);
    assertEquals(first.getMessage(), second.getMessage(), how);
    return first;
  }

  /** Where records begin. */
  private static List<Integer> records(byte[] stream) {
    List<Integer> found = new ArrayList<>();
    int at = 0;
    for (byte[] part : Records.parts(stream)) {
      found.add(at);
      at += part.length;
    }
    return found;
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] whole = Everything.small(1);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
      assertTrue(
          refused(cut, "cut at " + cut.length).offset() <= cut.length, "cut at " + cut.length);
    }
  }

  @Test
  void everyFlippedBitIsNoticedAtItsRecord() throws IOException {
    flip(Everything.small(1), 500);
  }

  /** With several parts that are summed up at the same time. */
  @Test
  void inLongStreamsToo() throws IOException {
    Random random = new Random(3);
    Timestamp now = new Timestamp(1_700_000_000, 5);
    EditableTree tree = EditableTree.empty(now);
    FileStat like = new FileStat(0, FileType.FILE, 0644, 0, 0, 1, 0, now, now, now, 0, 0);
    for (int i = 0; i < 40; i++) {
      byte[] content = new byte[random.nextInt(200_000, 700_000)];
      random.nextBytes(content);
      tree.create(tree.root(), BytePath.of("file-" + i), like, content);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter.forOpenZfs(out).full(tree, new SnapshotId("p/d@s", 7, 1));
    byte[] whole = out.toByteArray();
    assertTrue(whole.length > 12 << 20, "only " + whole.length);
    Everything.read(Everything.files(List.of(whole, whole), temporary), temporary);
    flip(whole, 25);
  }

  private void flip(byte[] whole, int times) throws IOException {
    Random random = new Random(2);
    List<Integer> records = records(whole);
    for (int i = 0; i < times; i++) {
      byte[] flipped = whole.clone();
      int at = random.nextInt(whole.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      ZfsStreamException error = refused(flipped, "flipped in " + at);
      int index = 0;
      while (index + 1 < records.size() && records.get(index + 1) <= at) {
        index++;
      }
      long last = index + 1 < records.size() ? records.get(index + 1) : whole.length;
      assertTrue(
          error.offset() >= records.get(index) && error.offset() <= last,
          () -> "flipped in " + at + ", reported at " + error.offset());
    }
  }

  /** Streams of zfs-fuse have a checksum only at their end. */
  @Test
  void damageWithoutChecksumsOfRecordsIsNoticedAtTheEnd() throws IOException {
    byte[] whole = Samples.stream("zfsfuse-full.zfs");
    Random random = new Random(4);
    for (int i = 0; i < 30; i++) {
      byte[] flipped = whole.clone();
      int at = random.nextInt(whole.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      refused(flipped, "flipped in " + at);
    }
  }
}
