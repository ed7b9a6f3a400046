package quayside.core.archive.zfs.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Each codec gives back what was packed, and never more than was asked for. */
class CompressionTest {
  private static final int LZJB = 3;
  private static final int GZIP = 10;
  private static final int ZLE = 14;
  private static final int LZ4 = 15;
  private static final int ZSTD = 16;

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

  private static byte[] framed(byte[] packed, int length, int extra) {
    return ByteBuffer.allocate(4 + extra + length + 100)
        .putInt(length)
        .position(4 + extra)
        .put(packed, 0, length)
        .array();
  }

  @Test
  void lz4() throws BadBlock {
    for (int i = 0; i < 200; i++) {
      byte[] plain = plain();
      Lz4JavaCompressor lz4 = new Lz4JavaCompressor();
      byte[] packed = new byte[lz4.maxCompressedLength(plain.length)];
      int length = lz4.compress(plain, 0, plain.length, packed, 0, packed.length);
      assertArrayEquals(plain, Compression.plain(LZ4, framed(packed, length, 0), plain.length));
    }
  }

  @Test
  void zstandard() throws BadBlock {
    for (int i = 0; i < 50; i++) {
      byte[] plain = plain();
      ZstdJavaCompressor zstd = new ZstdJavaCompressor();
      byte[] packed = new byte[zstd.maxCompressedLength(plain.length)];
      int length = zstd.compress(plain, 0, plain.length, packed, 0, packed.length);
      byte[] withoutMagic = Arrays.copyOfRange(packed, 4, length);
      assertArrayEquals(
          plain,
          Compression.plain(ZSTD, framed(withoutMagic, withoutMagic.length, 4), plain.length));
    }
  }

  @Test
  void gzip() throws BadBlock {
    byte[] plain = plain();
    byte[] packed = new byte[plain.length + 1000];
    try (Deflater deflater = new Deflater(6)) {
      deflater.setInput(plain);
      deflater.finish();
      deflater.deflate(packed);
    }
    assertArrayEquals(plain, Compression.plain(GZIP, packed, plain.length));
  }

  @Test
  void zle() throws BadBlock {
    for (int i = 0; i < 200; i++) {
      byte[] plain = plain();
      assertArrayEquals(plain, Compression.plain(ZLE, zle(plain), plain.length));
    }
  }

  private static byte[] zle(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < plain.length; ) {
      boolean zeros = plain[at] == 0;
      int count = 1;
      while (at + count < plain.length
          && (plain[at + count] == 0) == zeros
          && count < (zeros ? 192 : 64)) {
        count++;
      }
      out.write(zeros ? count + 63 : count - 1);
      if (!zeros) {
        out.write(plain, at, count);
      }
      at += count;
    }
    return out.toByteArray();
  }

  @Test
  void lzjb() throws BadBlock {
    for (int i = 0; i < 200; i++) {
      byte[] plain = plain();
      assertArrayEquals(plain, Compression.plain(LZJB, lzjb(plain), plain.length));
    }
  }

  private static byte[] lzjb(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < plain.length; ) {
      int map = 0;
      ByteArrayOutputStream items = new ByteArrayOutputStream();
      for (int bit = 0; bit < 8 && at < plain.length; bit++) {
        int run = 0;
        while (at > 0 && at + run < plain.length && run < 66 && plain[at + run] == plain[at - 1]) {
          run++;
        }
        if (run >= 3) {
          map |= 1 << bit;
          items.write((run - 3) << 2);
          items.write(1);
          at += run;
        } else {
          items.write(plain[at++]);
        }
      }
      out.write(map);
      out.writeBytes(items.toByteArray());
    }
    return out.toByteArray();
  }

  @Test
  void damagedBlocksAreRefusedOrWrongButNeverHarmful() throws BadBlock {
    ZstdJavaCompressor zstd = new ZstdJavaCompressor();
    Lz4JavaCompressor lz4 = new Lz4JavaCompressor();
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] plain = plain();
      boolean old = random.nextBoolean();
      byte[] packed = new byte[zstd.maxCompressedLength(plain.length) + 1000];
      int length =
          old
              ? lz4.compress(plain, 0, plain.length, packed, 0, packed.length)
              : zstd.compress(plain, 0, plain.length, packed, 0, packed.length);
      byte[] block =
          old
              ? framed(packed, length, 0)
              : framed(Arrays.copyOfRange(packed, 4, length), length - 4, 4);
      for (int n = random.nextInt(5); n >= 0; n--) {
        block[random.nextInt(Math.min(block.length, 4 + random.nextInt(600)))] =
            (byte) random.nextInt(256);
      }
      try {
        assertEquals(plain.length, Compression.plain(old ? LZ4 : ZSTD, block, plain.length).length);
      } catch (BadBlock e) {
        refused++;
      }
    }
    assertTrue(refused > 500, "refused: " + refused);
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
