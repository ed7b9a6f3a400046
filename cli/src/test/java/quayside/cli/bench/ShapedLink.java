package quayside.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import quayside.transport.Threads;

/** A TCP proxy at 127.0.0.1 that counts what passes and lets no more through than a link would. */
public final class ShapedLink implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;
  private static final long BURST_NANOS = 20_000_000; // what a switch would buffer

  private final ServerSocket listener;
  private final int target;
  private final long bytesPerSecond;
  private final AtomicLong carried = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition later = lock.newCondition();
  private long freeAt = System.nanoTime();

  /**
   * Opens a link to a port of this machine.
   *
   * @param bytesPerSecond both directions together; 0 is no limit
   */
  public ShapedLink(int target, long bytesPerSecond) throws IOException {
    this.target = target;
    this.bytesPerSecond = bytesPerSecond;
    listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Threads.start("link", this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Bytes that crossed it so far. */
  public long carried() {
    return carried.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Threads.start("link there", () -> pump(near, far));
        Threads.start("link back", () -> pump(far, near));
      } catch (IOException _) {
        // closed, or the target is: the next connection shows it
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] block = new byte[BLOCK];
      for (int n; (n = in.read(block)) >= 0; ) {
        pass(n);
        out.write(block, 0, n);
        carried.addAndGet(n);
      }
    } catch (IOException | InterruptedException _) {
      // an end like any other for a link
    }
  }

  private void pass(int bytes) throws InterruptedException {
    if (bytesPerSecond == 0) {
      return;
    }
    lock.lockInterruptibly();
    try {
      long now = System.nanoTime();
      freeAt = Math.max(freeAt, now - BURST_NANOS) + bytes * 1_000_000_000L / bytesPerSecond;
      for (long wait = freeAt - now; wait > 0; ) {
        wait = later.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
