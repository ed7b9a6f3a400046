package quayside.core.archive.zfs.block;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses the blocks of a stream (numbers: OpenZFS, zio.h, enum zio_compress). Bounds hold
 * whatever the bytes say: the result is exactly as long as the record announced, or there is none.
 */
public final class Compression {
  private static final int OFF = 2;
  private static final int LZJB = 3;
  private static final int EMPTY = 4;
  private static final int GZIP_1 = 5;
  private static final int GZIP_9 = 13;
  private static final int ZLE = 14;
  private static final int LZ4 = 15;
  private static final int ZSTD = 16;
  private static final int ZSTD_HEADER = 8;

  private Compression() {}

  /** Whether the payload of such a block is the block itself. */
  public static boolean isNone(int kind) {
    return kind == 0 || kind == OFF;
  }

  /**
   * The plain block.
   *
   * @param kind a number of enum zio_compress; 0 is plain in old streams
   * @param packed the payload, possibly with padding at its end
   * @param length the length of the plain block
   */
  public static byte[] plain(int kind, byte[] packed, int length) throws BadBlock {
    return switch (kind) {
      case 0, OFF -> none(packed, length);
      case LZJB -> OldCodecs.lzjb(packed, length);
      case EMPTY -> new byte[length];
      case ZLE -> OldCodecs.zle(packed, length);
      case LZ4 -> lz4(packed, length);
      case ZSTD -> zstd(packed, length);
      default -> {
        if (kind < GZIP_1 || kind > GZIP_9) {
          throw new BadBlock("A block is compressed in a way that is not known here: " + kind);
        }
        yield gzip(packed, length);
      }
    };
  }

  private static byte[] none(byte[] packed, int length) throws BadBlock {
    if (packed.length < length) {
      throw new BadBlock("A block is shorter than it says");
    }
    return packed.length == length ? packed : Arrays.copyOf(packed, length);
  }

  /** Four bytes of length, big-endian, then one LZ4 block. */
  private static byte[] lz4(byte[] packed, int length) throws BadBlock {
    int size = size(packed, 4);
    return Lz4.plain(packed, 4, 4 + size, length);
  }

  /**
   * Four bytes of length, four of version and level, then one Zstandard frame without its magic
   * number.
   */
  private static byte[] zstd(byte[] packed, int length) throws BadBlock {
    int size = size(packed, ZSTD_HEADER);
    byte[] frame = new byte[size + 4];
    frame[0] = 0x28;
    frame[1] = (byte) 0xB5;
    frame[2] = 0x2F;
    frame[3] = (byte) 0xFD;
    System.arraycopy(packed, ZSTD_HEADER, frame, 4, size);
    byte[] plain = new byte[length];
    try {
      exact(
          new ZstdJavaDecompressor().decompress(frame, 0, frame.length, plain, 0, length), length);
    } catch (MalformedInputException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | NegativeArraySizeException
        | IndexOutOfBoundsException e) {
      throw broken("Zstandard", e);
    }
    return plain;
  }

  private static byte[] gzip(byte[] packed, int length) throws BadBlock {
    byte[] plain = new byte[length];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(packed);
      int done = 0;
      while (done < length) {
        int n = inflater.inflate(plain, done, length - done);
        if (n == 0) {
          break;
        }
        done += n;
      }
      exact(done, length);
    } catch (DataFormatException e) {
      throw broken("gzip", e);
    }
    return plain;
  }

  private static int size(byte[] packed, int header) throws BadBlock {
    if (packed.length < header) {
      throw new BadBlock("A compressed block is too short");
    }
    int size =
        (packed[0] & 0xFF) << 24
            | (packed[1] & 0xFF) << 16
            | (packed[2] & 0xFF) << 8
            | (packed[3] & 0xFF);
    if (size < 0 || size > packed.length - header) {
      throw new BadBlock("A compressed block says it is longer than it is");
    }
    return size;
  }

  private static void exact(int got, int length) throws BadBlock {
    if (got != length) {
      throw new BadBlock("A block decompresses to " + got + " bytes instead of " + length);
    }
  }

  private static BadBlock broken(String kind, Exception cause) {
    BadBlock bad = new BadBlock("A block is not the " + kind + " data it is said to be");
    bad.initCause(cause);
    return bad;
  }
}
