package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that no sender makes, with right checksums: each is refused where it stands. */
class ImpossibleRecordsTest {
  private static final byte[] BONUS = new byte[264];
  private static final byte[] BLOCK = new byte[512];
  private static final long HUGE = 1L << 48;

  @TempDir Path temporary;

  static Stream<Arguments> records() {
    Map<String, UnaryOperator<Records>> all = new LinkedHashMap<>();
    all.put("an object that was there already", r -> r.object(5, 19, 17, BONUS));
    all.put("objects that go down", r -> r.object(4, 19, 17, BONUS));
    all.put("no object", r -> r.object(0, 19, 17, BONUS));
    all.put("a number of no object", r -> r.object(HUGE, 19, 17, BONUS));
    all.put("a negative number", r -> r.object(-7, 19, 17, BONUS));
    all.put("blocks of no bytes", r -> r.object(6, 19, 17, 0, 0, BONUS));
    all.put("blocks of odd bytes", r -> r.object(6, 19, 17, 513, 0, BONUS));
    all.put("blocks that are too large", r -> r.object(6, 19, 17, 1 << 25, 0, BONUS));
    all.put("a block of another object", r -> r.write(9, 19, BLOCK));
    all.put("a block of an earlier object", r -> r.write(3, 19, BLOCK));
    all.put("a block before one that was there", r -> r.packed(5, 0, 512, 2, BLOCK));
    all.put("a block within one that was there", r -> r.packed(5, 1024, 512, 2, BLOCK));
    all.put("a block at the end of all", r -> r.packed(5, Long.MAX_VALUE - 5, 512, 2, BLOCK));
    all.put("a block before the start", r -> r.packed(5, -512, 512, 2, BLOCK));
    all.put("a block of nothing", r -> r.packed(5, 4096, 0, 2, BLOCK));
    all.put("a block of more than any has", r -> r.packed(5, 4096, 1 << 25, 2, BLOCK));
    all.put("a hole before the start", r -> r.free(5, -1, 5));
    all.put("a hole of nothing", r -> r.free(5, 4096, 0));
    all.put("a hole of another object", r -> r.free(9, 0, 512));
    all.put("objects gone that were there", r -> r.freeObjects(5, 1));
    all.put("no objects gone", r -> r.freeObjects(6, 0));
    all.put("objects gone that cannot be", r -> r.freeObjects(HUGE, 1));
    all.put("a spill block of another object", r -> r.spill(9, BLOCK));
    all.put("a spill block that is too short", r -> r.spill(5, new byte[8]));
    all.put("an embedded block without an end", r -> r.embedded(6, 2, 700, new byte[100]));
    all.put("a record of no kind", r -> r.add(r.header(11)));
    all.put(
        "a record of another stream",
        r -> r.add(r.header(4).putLong(8, 5).putLong(24, 512).putLong(32, 99)));
    all.put("a stream within the stream", r -> r.begin(0, 2));
    return all.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void isRefusedWhereItStands(String what, UnaryOperator<Records> wrong) throws IOException {
    byte[] before = start().end();
    Everything.read(Everything.pipes(List.of(before)), temporary);
    byte[] stream = wrong.apply(start()).end();
    long at = before.length - 312L;
    for (List<StreamSource> way :
        List.of(Everything.pipes(List.of(stream)), Everything.files(List.of(stream), temporary))) {
      ZfsStreamException error =
          assertThrows(ZfsStreamException.class, () -> Everything.read(way, temporary));
      assertEquals(at, error.offset(), error.getMessage());
      assertTrue(String.valueOf(error.getMessage()).endsWith("of the stream)."));
    }
  }

  private static Records start() {
    Records r = new Records(ByteOrder.LITTLE_ENDIAN).begin(0, 2);
    return r.root("file", 5L)
        .object(5, 19, 17, r.znode(0100644, 2048))
        .packed(5, 512, 1024, 2, new byte[1024]);
  }
}
