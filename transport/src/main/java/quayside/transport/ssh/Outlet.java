package quayside.transport.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What we send on one channel. In place of sshj's own stream, which keeps its monitor while it
 * waits for window space: there the notice of an error, and with it closing, waits up to half a
 * minute for a far side that does not read. Here a waiting writer is freed at once, and closing
 * never loses buffered bytes because nothing is buffered.
 */
final class Outlet extends OutputStream {

  /** Puts bytes and the end-of-file on the wire. */
  interface Wire {
    void data(byte[] bytes, int from, int length) throws IOException;

    void eof() throws IOException;
  }

  private final Wire wire;
  private final ReentrantLock turn = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long window;
  private int maxPacket = 1;
  private boolean finished;
  private @Nullable IOException failure;

  Outlet(Wire wire) {
    this.wire = wire;
  }

  void opened(long initialWindow, int largestPacket) {
    lock.lock();
    try {
      window = initialWindow;
      maxPacket = Math.max(1, largestPacket);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void widen(long bytes) {
    lock.lock();
    try {
      window += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody will read any more: frees whoever waits in a write; further writes throw. */
  void fail(IOException reason) {
    lock.lock();
    try {
      if (failure == null) {
        failure = reason;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    turn.lock();
    try {
      int done = 0;
      while (done < length) {
        int part = awaitRoom(length - done);
        wire.data(bytes, from + done, part);
        done += part;
      }
    } finally {
      turn.unlock();
    }
  }

  private int awaitRoom(int wanted) throws IOException {
    lock.lock();
    try {
      while (true) {
        if (failure != null) {
          throw new IOException(failure.getMessage(), failure);
        }
        if (finished) {
          throw new IOException("This stream was closed.");
        }
        if (window > 0) {
          int part = (int) Math.min(wanted, Math.min(window, maxPacket));
          window -= part;
          return part;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends end-of-file, after the writes that are under way. */
  @Override
  public void close() throws IOException {
    turn.lock();
    try {
      lock.lock();
      try {
        if (finished || failure != null) {
          return;
        }
        finished = true;
      } finally {
        lock.unlock();
      }
      wire.eof();
    } finally {
      turn.unlock();
    }
  }
}
