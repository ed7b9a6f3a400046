package quayside.core.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import quayside.transport.Threads;

/** Passes connections on to a port of this machine and counts the bytes towards it. */
final class CountingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicLong bytes = new AtomicLong();

  CountingProxy(int port) throws IOException {
    server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread _ =
        Threads.start(
            "proxy",
            () -> {
              try {
                while (true) {
                  Socket from = server.accept();
                  Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
                  pass(from, to, bytes);
                  pass(to, from, new AtomicLong());
                }
              } catch (IOException _) {
                // closed
              }
            });
  }

  private static void pass(Socket from, Socket to, AtomicLong count) {
    Thread _ =
        Threads.start(
            "proxy-stream",
            () -> {
              byte[] buffer = new byte[1 << 16];
              try (from;
                  to;
                  InputStream in = from.getInputStream();
                  OutputStream out = to.getOutputStream()) {
                int read = in.read(buffer);
                while (read >= 0) {
                  count.addAndGet(read);
                  out.write(buffer, 0, read);
                  read = in.read(buffer);
                }
              } catch (IOException _) {
                // one side is gone: so is the other
              }
            });
  }

  int port() {
    return server.getLocalPort();
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
