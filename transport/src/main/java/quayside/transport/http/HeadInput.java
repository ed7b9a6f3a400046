package quayside.transport.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Objects;

/**
 * Hands out the head of the first answer by itself, up to and with its empty line, and the rest
 * afterwards. So whoever reads the head with a buffer of its own never holds bytes behind it, and
 * the stream can be taken over there.
 */
final class HeadInput extends FilterInputStream {
  private static final int END = 0x0d0a0d0a; // CR LF CR LF

  private final byte[] buffer = new byte[32 << 10];
  private int from;
  private int to;
  private int last;
  private boolean body;
  private volatile boolean looking;

  HeadInput(InputStream in) {
    super(in);
  }

  /** From now on a read that would block throws instead, or blocks again. */
  void onlyLook(boolean look) {
    looking = look;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (from == to) {
      if (looking && in.available() == 0) {
        throw new SocketTimeoutException("nothing there yet");
      }
      if (body && length >= buffer.length) {
        return in.read(target, at, length);
      }
      int count = in.read(buffer, 0, buffer.length);
      if (count < 0) {
        return -1;
      }
      from = 0;
      to = count;
    }
    int count = Math.min(length, to - from);
    if (!body) {
      count = upToEndOfHead(count);
    }
    System.arraycopy(buffer, from, target, at, count);
    from += count;
    return count;
  }

  private int upToEndOfHead(int count) {
    for (int i = 0; i < count; i++) {
      last = (last << 8) | (buffer[from + i] & 0xff);
      if (last == END) {
        body = true;
        return i + 1;
      }
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    return to > from ? to - from : in.available();
  }
}
