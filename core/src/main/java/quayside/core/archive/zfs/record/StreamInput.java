package quayside.core.archive.zfs.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import quayside.core.archive.zfs.ZfsStreamException;

/**
 * The bytes of a stream in order, through one buffer outside the heap, counted and summed where
 * they lie.
 */
final class StreamInput {
  private final ReadableByteChannel in;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18).flip();
  private final Fletcher4 sum = new Fletcher4();
  private final byte[] carry = new byte[4];
  private long position;

  StreamInput(ReadableByteChannel in) {
    this.in = in;
  }

  long position() {
    return position;
  }

  Fletcher4 sum() {
    return sum;
  }

  /** Fills {@code header}; false where the stream ends exactly here. */
  boolean header(byte[] header) throws IOException {
    int done = 0;
    while (done < header.length) {
      if (!buffer.hasRemaining() && !fill()) {
        if (done == 0) {
          return false;
        }
        throw new ZfsStreamException(
            position, "The stream is cut short inside the header of a record");
      }
      int part = Math.min(header.length - done, buffer.remaining());
      buffer.get(header, done, part);
      done += part;
    }
    position += header.length;
    return true;
  }

  /**
   * Sums up {@code length} bytes, a multiple of four, and copies them to {@code copy} where that is
   * not empty.
   */
  void payload(long at, int length, byte[] copy, boolean bigEndian) throws IOException {
    buffer.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining() && !fill()) {
        throw cut(at, length, done);
      }
      int part = Math.min(length - done, buffer.remaining()) & ~3;
      if (part > 0) {
        sum.add(buffer, buffer.position(), part);
        if (copy.length > 0) {
          buffer.get(buffer.position(), copy, done, part);
        }
        buffer.position(buffer.position() + part);
      } else {
        part = 4;
        for (int i = 0; i < part; i++) {
          if (!buffer.hasRemaining() && !fill()) {
            throw cut(at, length, done + i);
          }
          carry[i] = buffer.get();
        }
        sum.add(carry, 0, part, bigEndian);
        if (copy.length > 0) {
          System.arraycopy(carry, 0, copy, done, part);
        }
      }
      done += part;
    }
    position += length;
  }

  private static ZfsStreamException cut(long at, int length, int done) {
    return new ZfsStreamException(
        at,
        "The stream is cut short: a record announces "
            + length
            + " bytes and only "
            + done
            + " follow");
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int n = in.read(buffer);
    while (n == 0) {
      n = in.read(buffer);
    }
    buffer.flip();
    return n > 0;
  }
}
