package quayside.transport.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads frames (RFC 6455 §5): the head as a value, then the payload as a stream. Never holds more
 * of a payload than its buffer.
 */
final class FrameReader {
  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final boolean masked;
  private int key;
  private long at;
  private long left;

  /**
   * @param masked whether the other side has to mask: clients must, servers must not
   */
  FrameReader(InputStream in, boolean masked) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.masked = masked;
  }

  /**
   * A frame's head.
   *
   * @param last whether the message ends with it
   * @param opcode see {@link Opcode}
   * @param length of the payload in bytes
   */
  record Head(boolean last, int opcode, long length) {}

  /**
   * The next head.
   *
   * @throws EOFException if the stream ended; between two frames without a message
   */
  Head next() throws IOException {
    if (left > 0) {
      throw new IllegalStateException("the frame before was not read to its end");
    }
    int first = in.read();
    if (first < 0) {
      throw new EOFException();
    }
    int second = octet();
    boolean last = (first & 0x80) != 0;
    int opcode = first & 0x0f;
    if ((first & 0x70) != 0 || !Opcode.isKnown(opcode)) {
      throw violation("a frame of a kind that was not agreed on");
    }
    if (masked != ((second & 0x80) != 0)) {
      throw violation(masked ? "a frame without a mask" : "a masked frame from a server");
    }
    int shortLength = second & 0x7f;
    if (Opcode.isControl(opcode) && (!last || shortLength > Opcode.CONTROL_LIMIT)) {
      throw violation("a control frame in parts or longer than 125 bytes");
    }
    left = length(shortLength);
    key = masked ? (int) number(4) : 0;
    at = 0;
    return new Head(last, opcode, left);
  }

  private long length(int shortLength) throws IOException {
    long length =
        switch (shortLength) {
          case 126 -> number(2);
          case 127 -> number(8);
          default -> shortLength;
        };
    if (length < 0) {
      throw violation("a frame with a length beyond all measure");
    }
    return length;
  }

  /** Reads payload; -1 at the end of the frame. */
  int read(byte[] target, int from, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(target, from, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the stream ended within a frame");
    }
    if (masked) {
      Mask.apply(key, at, target, from, count);
    }
    at += count;
    left -= count;
    return count;
  }

  /** The rest of the payload of a frame that is known to be small. */
  byte[] rest() throws IOException {
    byte[] all = new byte[(int) left];
    int done = 0;
    for (int n = read(all, 0, all.length); n > 0; n = read(all, done, all.length - done)) {
      done += n;
    }
    return all;
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = (number << 8) | octet();
    }
    return number;
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("the stream ended within a frame");
    }
    return octet;
  }

  private static ProtocolViolation violation(String what) {
    return new ProtocolViolation(
        ProtocolViolation.PROTOCOL_ERROR, "The other side of a WebSocket sent " + what + ".");
  }
}
