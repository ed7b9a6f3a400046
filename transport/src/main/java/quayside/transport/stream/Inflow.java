package quayside.transport.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What arrives on one SSH channel, for a blocking reader. It tells an end-of-file that the other
 * side sent from another side that went away: the latter throws, so that half a stream is never
 * taken for a whole one. Its size is bounded by the channel's window.
 */
public final class Inflow extends InputStream {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
  private final IntConsumer consumed;
  private final Supplier<IOException> lost;
  private int offset;
  private boolean ended;
  private boolean broken;
  private boolean closed;

  /**
   * @param consumed is told how many bytes were read, to widen the window again
   * @param lost what to throw when the other side went away without an end
   */
  public Inflow(IntConsumer consumed, Supplier<IOException> lost) {
    this.consumed = consumed;
    this.lost = lost;
  }

  /** Takes bytes from the wire; never blocks. Returns how many of them nobody will ever read. */
  public int offer(byte[] data, int from, int length) {
    lock.lock();
    try {
      if (closed || broken) {
        return length;
      }
      byte[] chunk = new byte[length];
      System.arraycopy(data, from, chunk, 0, length);
      chunks.add(chunk);
      changed.signalAll();
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /** The client has no more to say. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The channel is gone; without a prior end this is an error to the reader. */
  public void gone() {
    lock.lock();
    try {
      broken = !ended;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count;
    lock.lock();
    try {
      byte @Nullable [] chunk = awaitChunk();
      if (chunk == null) {
        return -1;
      }
      count = Math.min(length, chunk.length - offset);
      System.arraycopy(chunk, offset, target, from, count);
      offset += count;
      if (offset == chunk.length) {
        chunks.remove();
        offset = 0;
      }
    } finally {
      lock.unlock();
    }
    consumed.accept(count);
    return count;
  }

  private byte @Nullable [] awaitChunk() throws IOException {
    while (true) {
      if (closed) {
        throw new IOException("This stream was closed.");
      }
      byte @Nullable [] chunk = chunks.peek();
      if (chunk != null || ended) {
        return chunk;
      }
      if (broken) {
        throw lost.get();
      }
      changed.awaitUninterruptibly();
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      byte @Nullable [] chunk = chunks.peek();
      return chunk == null ? 0 : chunk.length - offset;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      chunks.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
