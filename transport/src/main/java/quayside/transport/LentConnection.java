package quayside.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import quayside.transport.TransportException.Disconnected;

/**
 * A connection in use. When it is closed it is given back if nothing goes on over it; otherwise it
 * ends, and whoever is blocked on it is freed, as {@link Remote} says.
 */
final class LentConnection implements Remote {
  private static final int CLOSED = -1;

  private final String name;
  private final Remote remote;
  private final Runnable back;
  private final AtomicInteger uses = new AtomicInteger();

  /**
   * Lends a connection.
   *
   * @param name for sentences
   * @param back takes it, when it is idle again
   */
  LentConnection(String name, Remote remote, Runnable back) {
    this.name = name;
    this.remote = remote;
    this.back = back;
  }

  private interface Opening<T> {
    T open() throws TransportException;
  }

  private <T> T use(Opening<T> opening) throws TransportException {
    if (uses.updateAndGet(n -> n == CLOSED ? n : n + 1) == CLOSED) {
      throw new Disconnected("The connection to " + name + " was closed.", null);
    }
    boolean done = false;
    try {
      T opened = opening.open();
      done = true;
      return opened;
    } finally {
      if (!done) {
        used();
      }
    }
  }

  private void used() {
    int _ = uses.updateAndGet(n -> n == CLOSED ? n : n - 1);
  }

  @Override
  public Exec start(Command command) throws TransportException {
    return use(() -> new Running(remote.start(command)));
  }

  @Override
  public Duplex openUnixSocket(String path) throws TransportException {
    return use(() -> new Stream<>(remote.openUnixSocket(path)));
  }

  /** What others stand on is in use until it ends. */
  @Override
  public Remote beyond(Endpoint.Ssh to) throws TransportException {
    return use(() -> remote.beyond(to));
  }

  @Override
  public void close() {
    if (uses.compareAndSet(0, CLOSED)) {
      back.run();
    } else if (uses.getAndSet(CLOSED) != CLOSED) {
      remote.close();
    }
  }

  /** A stream that counts as a use until it is closed. */
  private class Stream<T extends Duplex> implements Duplex {
    final T stream;
    private final AtomicBoolean over = new AtomicBoolean();

    Stream(T stream) {
      this.stream = stream;
    }

    @Override
    public InputStream in() {
      return stream.in();
    }

    @Override
    public OutputStream out() {
      return stream.out();
    }

    @Override
    public void close() {
      stream.close();
      if (!over.getAndSet(true)) {
        used();
      }
    }
  }

  /** A command that counts as a use until it is closed. */
  private final class Running extends Stream<Exec> implements Exec {
    Running(Exec exec) {
      super(exec);
    }

    @Override
    public InputStream err() {
      return stream.err();
    }

    @Override
    public int await() throws TransportException {
      return stream.await();
    }
  }
}
