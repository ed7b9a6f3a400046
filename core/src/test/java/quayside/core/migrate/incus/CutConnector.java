package quayside.core.migrate.incus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import quayside.transport.Command;
import quayside.transport.Connector;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.Remote;
import quayside.transport.TransportException;

/** Real connections, all of which to one host can be ended at a wanted byte. */
public final class CutConnector implements Connector {
  private final Connector real;
  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private volatile String host = "";
  private volatile boolean hanging;

  public CutConnector(Connector real) {
    this.real = real;
  }

  /** Ends all connections to a host when so many more bytes came from it. */
  public void cut(String where, long bytes) {
    host = where;
    left.set(bytes);
    if (bytes == 0) {
      end();
    }
  }

  /** From now on nothing that comes from a host arrives; its connections stay open. */
  void hang(String where) {
    host = where;
    hanging = true;
  }

  /** Ends nothing any more. */
  public void heal() {
    hanging = false;
    left.set(Long.MAX_VALUE);
  }

  /** Whether what was to be ended was. */
  public boolean hasCut() {
    return left.get() <= 0;
  }

  private void end() {
    left.set(0);
    for (Open each : open) {
      if (each.host.equals(host)) {
        each.close();
      }
    }
  }

  @Override
  public Remote connect(Endpoint endpoint) throws TransportException {
    var fresh = new Open(endpoint.host(), real.connect(endpoint));
    open.add(fresh);
    return fresh;
  }

  private final class Open implements Remote {
    private final String host;
    private final Remote remote;

    Open(String host, Remote remote) {
      this.host = host;
      this.remote = remote;
    }

    @Override
    public Exec start(Command command) throws TransportException {
      return remote.start(command);
    }

    @Override
    public Duplex openUnixSocket(String path) throws TransportException {
      return counted(remote.openUnixSocket(path));
    }

    @Override
    public Duplex openService() throws TransportException {
      return counted(remote.openService());
    }

    private Duplex counted(Duplex stream) {
      var closed = new CountDownLatch(1);
      InputStream in = new Counted(stream.in(), host, closed);
      return new Duplex() {
        @Override
        public InputStream in() {
          return in;
        }

        @Override
        public OutputStream out() {
          return stream.out();
        }

        @Override
        public void close() {
          closed.countDown();
          stream.close();
        }
      };
    }

    @Override
    public void close() {
      open.remove(this);
      remote.close();
    }
  }

  private final class Counted extends FilterInputStream {
    private final String from;
    private final CountDownLatch closed;

    Counted(InputStream in, String from, CountDownLatch closed) {
      super(in);
      this.from = from;
      this.closed = closed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      int count = in.read(target, at, length);
      if (hanging && from.equals(host)) {
        awaitClosed();
      }
      long rest = left.get();
      if (from.equals(host) && rest > 0 && rest != Long.MAX_VALUE) {
        if (left.addAndGet(-count) <= 0) {
          end();
        }
      }
      return count;
    }

    private void awaitClosed() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      throw new IOException("closed while nothing arrived");
    }
  }
}
