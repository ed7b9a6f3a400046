package quayside.core.migrate.osctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import quayside.transport.Threads;

/** Passes connections on to a port of this machine and counts the bytes towards it. */
public final class CountingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong back = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long cutAt = Long.MAX_VALUE;
  private volatile long cutSendingAt = Long.MAX_VALUE;

  public CountingProxy(int port) throws IOException {
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
                  // both ends ask for it: else each small packet waits 40 ms for an acknowledgement
                  from.setTcpNoDelay(true);
                  to.setTcpNoDelay(true);
                  pass(from, to, true);
                  pass(to, from, false);
                }
              } catch (IOException _) {
                // closed
              }
            });
  }

  private void pass(Socket from, Socket to, boolean towardsNode) {
    Thread _ =
        Threads.start(
            "proxy-stream",
            () -> {
              byte[] buffer = new byte[1 << 16];
              open.add(from);
              try (from;
                  to;
                  InputStream in = from.getInputStream();
                  OutputStream out = to.getOutputStream()) {
                int read = in.read(buffer);
                while (read >= 0) {
                  count(towardsNode, read);
                  out.write(buffer, 0, read);
                  read = in.read(buffer);
                }
              } catch (IOException _) {
                // one side is gone: so is the other
              }
            });
  }

  /** Cuts all connections when so many more bytes went to the node. */
  public void cutAfterSending(long more) {
    cutSendingAt = bytes.get() + more;
  }

  /** Cuts all connections when so many more bytes came back from the node. */
  public void cutAfter(long more) {
    cutAt = back.get() + more;
  }

  private void count(boolean towardsNode, int read) throws IOException {
    if (towardsNode) {
      if (bytes.addAndGet(read) > cutSendingAt) {
        cut();
      }
    } else if (back.addAndGet(read) > cutAt) {
      cut();
    }
  }

  private void cut() throws IOException {
    cutAt = Long.MAX_VALUE;
    cutSendingAt = Long.MAX_VALUE;
    for (Socket socket : open) {
      socket.close();
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Bytes that came back from the node so far. */
  public long back() {
    return back.get();
  }

  public long bytes() {
    return bytes.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
