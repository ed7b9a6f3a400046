package quayside.transport.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import quayside.transport.Threads;

/** Stands between client and server and can go silent, as a machine whose power failed. */
public final class FreezingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean frozen = new AtomicBoolean();
  private final AtomicInteger accepted = new AtomicInteger();

  public FreezingProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Threads.start("proxy", this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** How many connections went through here. */
  public int accepted() {
    return accepted.get();
  }

  /** From now on nothing comes through, and nothing is closed. */
  public void freeze() {
    frozen.set(true);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        int _ = accepted.incrementAndGet();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        Threads.start("proxy", () -> pump(client, server));
        Threads.start("proxy", () -> pump(server, client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[64 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n; (n = in.read(buffer)) >= 0; ) {
        if (frozen.get()) {
          ended.await();
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException | InterruptedException _) {
      // one side is gone: so is the other
    }
  }

  @Override
  public void close() throws IOException {
    ended.countDown();
    listening.close();
  }
}
