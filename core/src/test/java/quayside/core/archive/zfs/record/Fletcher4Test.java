package quayside.core.archive.zfs.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many words at a time, in whatever memory and order, are worth what they are one by one. */
class Fletcher4Test {
  private final Random random = new Random(4);

  private static Checksum oneByOne(byte[] bytes, ByteOrder order) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (ByteBuffer in = ByteBuffer.wrap(bytes).order(order); in.hasRemaining(); ) {
      a += in.getInt() & 0xFFFF_FFFFL;
      b += a;
      c += b;
      d += c;
    }
    return new Checksum(a, b, c, d);
  }

  @Test
  void everyLengthInAnyPiecesGivesTheSameSums() {
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[4 * random.nextInt(i < 290 ? 5000 : 200_000)];
      random.nextBytes(bytes);
      boolean big = random.nextBoolean();
      Fletcher4 sum = new Fletcher4();
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment outside = arena.allocate(bytes.length + 16L);
        for (int at = 0; at < bytes.length; ) {
          int part = 4 * (1 + random.nextInt((bytes.length - at) / 4));
          if (random.nextBoolean()) {
            sum.add(bytes, at, part, big);
          } else {
            int shift = random.nextInt(16);
            MemorySegment.copy(MemorySegment.ofArray(bytes), at, outside, shift, part);
            sum.add(outside, shift, part, big);
          }
          at += part;
        }
      }
      assertEquals(
          oneByOne(bytes, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN), sum.sum());
    }
  }

  @Test
  void theLargestWordsOfTheLargestBlockAreCounted() {
    byte[] bytes = new byte[16 << 20];
    java.util.Arrays.fill(bytes, (byte) 0xFF);
    Fletcher4 sum = new Fletcher4();
    sum.add(bytes, 0, bytes.length, false);
    assertEquals(oneByOne(bytes, ByteOrder.LITTLE_ENDIAN), sum.sum());
  }
}
