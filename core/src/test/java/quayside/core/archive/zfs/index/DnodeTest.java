package quayside.core.archive.zfs.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.Records;
import quayside.core.archive.zfs.StreamSource;

/** What is left of an object when newer streams say something of it. */
class DnodeTest {
  private static final long NEXT = 8;
  private static final int MARKED = 8;
  private static final int HAS_SPILL = 4;
  private static final byte[] SMALL = new byte[176];
  private static final byte[] LARGER = new byte[192];

  @TempDir Path temporary;

  private static Records full(int flags) {
    return new Records(ByteOrder.LITTLE_ENDIAN).begin(4, 2, flags);
  }

  private static Records increment(int flags) {
    return new Records(ByteOrder.LITTLE_ENDIAN).increment(flags, Records.GUID, NEXT);
  }

  private static byte[] block(char with) {
    byte[] block = new byte[512];
    Arrays.fill(block, (byte) with);
    return block;
  }

  private StreamIndex open(byte[]... streams) throws IOException {
    return StreamIndex.of(
        Arrays.stream(streams)
            .<StreamSource>map(each -> new StreamSource.Pipe(new ByteArrayInputStream(each)))
            .toList(),
        temporary,
        n -> {});
  }

  private int spillAfter(byte[] full, byte[] increment) throws IOException {
    try (StreamIndex index = open(full, increment)) {
      return index.objects(index.layers().getLast()).find(5).orElseThrow().spill().length;
    }
  }

  @Test
  void aSpillBlockStaysAsLongAsItIsMarked() throws IOException {
    byte[] full = full(MARKED).object(5, 19, 44, 512, HAS_SPILL, SMALL).spill(5, block('s')).end();
    byte[] marked = increment(MARKED).object(5, 19, 44, 512, HAS_SPILL, LARGER).end();
    byte[] gone = increment(MARKED).object(5, 19, 44, 512, 0, SMALL).end();
    byte[] another =
        increment(MARKED).object(5, 19, 44, 512, HAS_SPILL, SMALL).spill(5, new byte[1024]).end();
    assertEquals(512, spillAfter(full, marked));
    assertEquals(0, spillAfter(full, gone));
    assertEquals(1024, spillAfter(full, another));
  }

  @Test
  void whereNoneAreMarkedItStaysWithAnObjectOfTheSameKind() throws IOException {
    byte[] full = full(0).object(5, 19, 44, 512, 0, SMALL).spill(5, block('s')).end();
    byte[] same = increment(0).object(5, 19, 44, 512, 0, SMALL).end();
    byte[] larger = increment(0).object(5, 19, 44, 512, 0, LARGER).end();
    byte[] untouched = increment(0).end();
    assertEquals(512, spillAfter(full, same));
    assertEquals(0, spillAfter(full, larger));
    assertEquals(512, spillAfter(full, untouched));
  }

  /** Five blocks of a letter each, as they are read after that increment. */
  private String after(Records increment) throws IOException {
    Records full = full(0).object(5, 19, 17, new byte[264]);
    for (int i = 0; i < 5; i++) {
      full.packed(5, i * 512L, 512, 2, block((char) ('a' + i)));
    }
    try (StreamIndex index = open(full.end(), increment.end())) {
      Dnode object = index.objects(index.layers().getLast()).find(5).orElseThrow();
      byte[] all = new byte[5 * 512];
      object.read(0, all, 0, all.length);
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        assertEquals(all[i * 512], all[i * 512 + 511]);
        letters.append(all[i * 512] == 0 ? '.' : (char) all[i * 512]);
      }
      return letters.toString();
    }
  }

  @Test
  void theNewestWordOnEachBlockCounts() throws IOException {
    byte[] bonus = new byte[264];
    assertEquals("abcde", after(increment(0)));
    assertEquals("abcde", after(increment(0).object(5, 19, 17, bonus)));
    assertEquals(
        "abXde", after(increment(0).object(5, 19, 17, bonus).packed(5, 1024, 512, 2, block('X'))));
    assertEquals("a..de", after(increment(0).object(5, 19, 17, bonus).free(5, 512, 1024)));
    assertEquals("ab...", after(increment(0).object(5, 19, 17, bonus).free(5, 1024, -1)));
    assertEquals(
        "X....",
        after(
            increment(0).object(5, 19, 17, bonus).free(5, 0, -1).packed(5, 0, 512, 2, block('X'))));
    // with blocks of another size it is another file
    assertEquals(".....", after(increment(0).object(5, 19, 17, 1024, 0, bonus)));
  }

  @Test
  void anObjectThatWasFreedIsGone() throws IOException {
    byte[] full = full(0).object(5, 19, 17, new byte[264]).end();
    try (StreamIndex index = open(full, increment(0).freeObjects(4, 10).end())) {
      assertEquals(
          List.of(true, false),
          index.layers().stream().map(layer -> isThere(index, layer)).toList());
    }
  }

  private static boolean isThere(StreamIndex index, Layer layer) {
    try {
      return index.objects(layer).find(5).isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
