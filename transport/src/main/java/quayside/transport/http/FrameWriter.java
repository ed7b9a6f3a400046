package quayside.transport.http;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import quayside.transport.Threads;

/**
 * Writes frames (RFC 6455 §5). A writer waits as long as the other side does not read; answers to
 * pings never wait in the reader's thread, or two sides that are both full would wait for each
 * other for ever.
 */
final class FrameWriter {
  private static final int BUFFER = 64 << 10;
  private static final int LONGEST_HEAD = 14;

  private final OutputStream out;
  private final boolean masked;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock turn = new ReentrantLock();
  private final byte[] buffer = new byte[LONGEST_HEAD + BUFFER];
  private final AtomicReference<byte @Nullable []> pong = new AtomicReference<>();
  private boolean closed;

  FrameWriter(OutputStream out, boolean masked) {
    this.out = out;
    this.masked = masked;
  }

  /** Where a payload comes from, as {@link FrameReader#read}. */
  interface Payload {
    int read(byte[] target, int from, int length) throws IOException;
  }

  /** Writes one frame; its payload is passed on as it comes. */
  void frame(FrameReader.Head head, Payload payload) throws IOException {
    turn.lock();
    try {
      if (closed) {
        throw new IOException("this WebSocket was closed for writing");
      }
      flushPong();
      write(head, payload);
    } finally {
      turn.unlock();
    }
  }

  /** Writes one frame with a payload that is there. */
  void frame(boolean last, int opcode, byte[] payload) throws IOException {
    frame(new FrameReader.Head(last, opcode, payload.length), once(payload));
  }

  /** Says that nothing more will come; further frames are refused. Once only. */
  void close(byte[] reason) throws IOException {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        write(new FrameReader.Head(true, Opcode.CLOSE, reason.length), once(reason));
      }
    } finally {
      turn.unlock();
    }
  }

  /** Answers a ping soon; of several that wait, the last alone (RFC 6455 §5.5.3). */
  void pong(byte[] payload) {
    if (pong.getAndSet(payload) == null) {
      Threads.start("websocket-pong", this::pongNow);
    }
  }

  private void pongNow() {
    turn.lock();
    try {
      flushPong();
    } catch (IOException _) {
      // the reader hears of it
    } finally {
      turn.unlock();
    }
  }

  private void flushPong() throws IOException {
    byte[] waiting = pong.getAndSet(null);
    if (waiting != null && !closed) {
      write(new FrameReader.Head(true, Opcode.PONG, waiting.length), once(waiting));
    }
  }

  private void write(FrameReader.Head head, Payload payload) throws IOException {
    int key = masked ? random.nextInt() : 0;
    int used = head(head, key);
    long done = 0;
    while (true) {
      int room = (int) Math.min(buffer.length - used, head.length() - done);
      int count = room == 0 ? 0 : payload.read(buffer, used, room);
      if (count < 0) {
        throw new IOException("a payload ended before its length");
      }
      if (masked) {
        Mask.apply(key, done, buffer, used, count);
      }
      done += count;
      out.write(buffer, 0, used + count);
      used = 0;
      if (done == head.length()) {
        out.flush();
        return;
      }
    }
  }

  private int head(FrameReader.Head head, int key) {
    int mask = masked ? 0x80 : 0;
    int n = 0;
    buffer[n++] = (byte) ((head.last() ? 0x80 : 0) | head.opcode());
    if (head.length() < 126) {
      buffer[n++] = (byte) (mask | head.length());
    } else if (head.length() < 1 << 16) {
      buffer[n++] = (byte) (mask | 126);
      n = number(head.length(), 2, n);
    } else {
      buffer[n++] = (byte) (mask | 127);
      n = number(head.length(), 8, n);
    }
    return masked ? number(key, 4, n) : n;
  }

  private int number(long number, int bytes, int at) {
    for (int i = 0; i < bytes; i++) {
      buffer[at + i] = (byte) (number >>> (8 * (bytes - 1 - i)));
    }
    return at + bytes;
  }

  private static Payload once(byte[] payload) {
    return new Payload() {
      private int done;

      @Override
      public int read(byte[] target, int from, int length) {
        int count = Math.min(length, payload.length - done);
        System.arraycopy(payload, done, target, from, count);
        done += count;
        return count;
      }
    };
  }
}
