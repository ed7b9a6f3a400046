package quayside.core.archive.zfs.block;

import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** The other direction of every codec, as ZFS stores its result. */
public final class Packers {
  public static final int OFF = 2;
  public static final int LZJB = 3;
  public static final int EMPTY = 4;
  public static final int GZIP = 10;
  public static final int ZLE = 14;
  public static final int LZ4 = 15;
  public static final int ZSTD = 16;

  private Packers() {}

  /** All numbers that {@link #pack} knows and that keep what is packed. */
  public static List<Integer> all() {
    return List.of(OFF, LZJB, GZIP, ZLE, LZ4, ZSTD);
  }

  public static byte[] pack(int kind, byte[] plain) {
    return switch (kind) {
      case LZJB -> lzjb(plain);
      case GZIP -> gzip(plain);
      case ZLE -> zle(plain);
      case LZ4 -> lz4(plain);
      case ZSTD -> zstd(plain);
      default -> plain.clone();
    };
  }

  private static byte[] lz4(byte[] plain) {
    Lz4JavaCompressor lz4 = new Lz4JavaCompressor();
    byte[] packed = new byte[lz4.maxCompressedLength(plain.length)];
    int length = lz4.compress(plain, 0, plain.length, packed, 0, packed.length);
    return ByteBuffer.allocate(4 + length).putInt(length).put(packed, 0, length).array();
  }

  /** Without the frame's magic number, but with four bytes for version and level. */
  private static byte[] zstd(byte[] plain) {
    ZstdJavaCompressor zstd = new ZstdJavaCompressor();
    byte[] packed = new byte[zstd.maxCompressedLength(plain.length)];
    int length = zstd.compress(plain, 0, plain.length, packed, 0, packed.length) - 4;
    return ByteBuffer.allocate(8 + length).putInt(length).putInt(0).put(packed, 4, length).array();
  }

  private static byte[] gzip(byte[] plain) {
    byte[] packed = new byte[plain.length + 1000];
    try (Deflater deflater = new Deflater(6)) {
      deflater.setInput(plain);
      deflater.finish();
      return Arrays.copyOf(packed, deflater.deflate(packed));
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

  /** Copies only from the byte before, which is all that a test needs. */
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
}
