package quayside.transport.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import quayside.transport.Threads;

/**
 * A TCP connection that ends itself when nothing was heard for too long. sshj's keep-alive sends
 * the questions, but cannot end a connection whose writer hangs in the socket of a dead peer,
 * because it waits behind that writer itself.
 */
final class WatchedSocket extends Socket {
  private static final System.Logger LOG = System.getLogger(WatchedSocket.class.getName());

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile long heard = System.nanoTime();

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        heard = System.nanoTime();
        return b;
      }

      @Override
      public int read(byte[] target, int from, int length) throws IOException {
        int count = super.read(target, from, length);
        heard = System.nanoTime();
        return count;
      }
    };
  }

  /** Starts watching; the other side must be made to say something well within the limit. */
  void watch(Duration limit) {
    heard = System.nanoTime();
    Threads.start("ssh-watch " + getRemoteSocketAddress(), () -> watchUntilClosed(limit.toNanos()));
  }

  private void watchUntilClosed(long limit) {
    lock.lock();
    try {
      long left = limit;
      while (!isClosed() && left > 0) {
        closing.awaitNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(10)));
        left = limit - (System.nanoTime() - heard);
      }
      close();
    } catch (InterruptedException | IOException e) {
      LOG.log(Level.DEBUG, "watching a connection ended", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    lock.lock();
    try {
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
