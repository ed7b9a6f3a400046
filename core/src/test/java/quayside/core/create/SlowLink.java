package quayside.core.create;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import quayside.transport.Threads;

/** A way to a server that lets so many bytes back in a second, or takes connections in silence. */
final class SlowLink implements AutoCloseable {
  private static final int BLOCK = 64 << 10;

  private final ServerSocket listening;
  private final long rate;
  private final AtomicLong carried = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param own address of this machine where it is listened
   * @param rate bytes in a second; 0: none at all
   */
  SlowLink(String own, String host, int port, long rate) throws IOException {
    this.rate = rate;
    listening = new ServerSocket();
    listening.bind(new InetSocketAddress(own, 0));
    Threads.start(
        "link",
        () -> {
          try {
            while (true) {
              Socket near = listening.accept();
              open.add(near);
              if (rate > 0) {
                var far = new Socket(host, port);
                open.add(far);
                Threads.start("link there", () -> pump(near, far, false));
                Threads.start("link back", () -> pump(far, near, true));
              }
            }
          } catch (IOException _) {
            // closed
          }
        });
  }

  String address() {
    return "https:/" + listening.getLocalSocketAddress();
  }

  /** Bytes that came back. */
  long carried() {
    return carried.get();
  }

  private void pump(Socket from, Socket to, boolean slowly) {
    byte[] block = new byte[BLOCK];
    try (from;
        to) {
      for (int n; (n = from.getInputStream().read(block)) >= 0; ) {
        if (slowly && ended.await(n * 1_000_000L / rate, TimeUnit.MICROSECONDS)) {
          return;
        }
        carried.addAndGet(slowly ? n : 0);
        to.getOutputStream().write(block, 0, n);
      }
    } catch (IOException | InterruptedException _) {
      // one side is gone: so is the other
    }
  }

  @Override
  public void close() throws IOException {
    ended.countDown();
    listening.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
