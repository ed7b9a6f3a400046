package quayside.core.archive.zfs.record;

import java.io.IOException;
import java.io.InputStream;
import quayside.core.archive.zfs.ZfsStreamException;

/** The bytes of a stream in order, through one buffer, counted and summed. */
final class StreamInput {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 18];
  private final Fletcher4 sum = new Fletcher4();
  private int next;
  private int end;
  private long position;

  StreamInput(InputStream in) {
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
      if (next == end && !fill()) {
        if (done == 0) {
          return false;
        }
        throw new ZfsStreamException(
            position, "The stream is cut short inside the header of a record");
      }
      int part = Math.min(header.length - done, end - next);
      System.arraycopy(buffer, next, header, done, part);
      next += part;
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
    int done = 0;
    byte[] carry = new byte[4];
    while (done < length) {
      if (next == end && !fill()) {
        throw cut(at, length, done);
      }
      int part = Math.min(length - done, end - next) & ~3;
      if (part == 0) {
        for (int i = 0; i < 4; i++) {
          if (next == end && !fill()) {
            throw cut(at, length, done + i);
          }
          carry[i] = buffer[next++];
        }
        take(carry, 0, 4, copy, done, bigEndian);
        part = 4;
      } else {
        take(buffer, next, part, copy, done, bigEndian);
        next += part;
      }
      done += part;
    }
    position += length;
  }

  private void take(byte[] from, int offset, int length, byte[] copy, int to, boolean bigEndian) {
    sum.add(from, offset, length, bigEndian);
    if (copy.length > 0) {
      System.arraycopy(from, offset, copy, to, length);
    }
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
    int n = in.read(buffer, 0, buffer.length);
    while (n == 0) {
      n = in.read(buffer, 0, buffer.length);
    }
    next = 0;
    end = Math.max(n, 0);
    return n > 0;
  }
}
