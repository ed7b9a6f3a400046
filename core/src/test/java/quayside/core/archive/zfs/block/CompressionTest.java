package quayside.core.archive.zfs.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each codec gives back what was packed, and never more than was asked for. */
class CompressionTest {
  private final Random random = new Random(9);

  private byte[] plain() {
    byte[] plain = new byte[1 + random.nextInt(20_000)];
    random.nextBytes(plain);
    for (int i = random.nextInt(10); i > 0; i--) {
      int from = random.nextInt(plain.length);
      Arrays.fill(plain, from, from + random.nextInt(plain.length - from), (byte) (i % 3));
    }
    return plain;
  }

  static Iterable<Integer> kinds() {
    return Packers.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatWasPackedComesBack(int kind) throws BadBlock {
    for (int i = 0; i < 100; i++) {
      byte[] plain = plain();
      byte[] packed = Packers.pack(kind, plain);
      byte[] padded = Arrays.copyOf(packed, packed.length + random.nextInt(512));
      assertArrayEquals(plain, Compression.plain(kind, padded, plain.length));
      byte[] cut = Arrays.copyOf(packed, packed.length / 2);
      assertThrows(BadBlock.class, () -> Compression.plain(kind, cut, plain.length));
    }
  }

  @Test
  void anEmptyBlockIsZeros() throws BadBlock {
    assertArrayEquals(new byte[512], Compression.plain(Packers.EMPTY, new byte[0], 512));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void damagedBlocksAreRefusedOrWrongButNeverHarmful(int kind) {
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] plain = plain();
      byte[] packed = Packers.pack(kind, plain);
      for (int n = random.nextInt(5); n >= 0; n--) {
        int at = random.nextInt(Math.min(packed.length, 4 + random.nextInt(600)));
        packed[at] = (byte) random.nextInt(256);
      }
      try {
        assertEquals(plain.length, Compression.plain(kind, packed, plain.length).length);
      } catch (BadBlock e) {
        refused++;
      }
    }
    assertTrue(kind == Packers.OFF || refused > 20, "refused: " + refused);
  }

  @Test
  void garbageIsRefusedInWords() throws BadBlock {
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      if (garbage.length > 4 && random.nextBoolean()) {
        garbage[0] = garbage[1] = garbage[2] = 0;
      }
      try {
        assertEquals(512, Compression.plain(2 + random.nextInt(16), garbage, 512).length);
      } catch (BadBlock e) {
        refused++;
      }
    }
    assertTrue(refused > 1000, "refused: " + refused);
    assertThrows(BadBlock.class, () -> Compression.plain(77, new byte[9], 9));
  }
}
