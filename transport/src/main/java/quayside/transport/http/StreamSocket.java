package quayside.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.transport.Duplex;

/**
 * A stream dressed up as the socket that the HTTP library wants. It never has an address, a port or
 * a number of its own in the system.
 */
final class StreamSocket extends Socket {
  /** The limit, in milliseconds, that the library sets for such a look. */
  private static final int LOOK = 1;

  private final HttpClient.Source source;
  private final Consumer<StreamSocket> closing;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Duplex stream;
  private @Nullable HeadInput in;
  private int limit;
  private boolean taken;
  private boolean closed;

  StreamSocket(HttpClient.Source source, Consumer<StreamSocket> closing) {
    this.source = source;
    this.closing = closing;
  }

  @Override
  public void connect(SocketAddress nowhere, int timeout) throws IOException {
    Duplex opened = source.open();
    lock.lock();
    try {
      if (!closed) {
        stream = opened;
        in = new HeadInput(opened.in());
        return;
      }
    } finally {
      lock.unlock();
    }
    opened.close();
    throw new SocketException("closed while it was opened");
  }

  /** Takes the stream out of the library's hands: whatever it closes, the stream stays open. */
  Duplex take() throws IOException {
    Duplex raw = stream();
    InputStream from = getInputStream();
    lock.lock();
    try {
      taken = true;
    } finally {
      lock.unlock();
    }
    return new Duplex() {
      @Override
      public InputStream in() {
        return from;
      }

      @Override
      public OutputStream out() {
        return raw.out();
      }

      @Override
      public void close() {
        end();
      }
    };
  }

  private Duplex stream() throws SocketException {
    lock.lock();
    try {
      if (stream == null) {
        throw new SocketException("not connected");
      }
      return stream;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    stream();
    lock.lock();
    try {
      if (in == null) {
        throw new SocketException("not connected");
      }
      return in;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return stream().out();
  }

  /** Closes the stream, whoever has it. */
  void end() {
    Duplex open;
    lock.lock();
    try {
      closed = true;
      open = stream;
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.close();
    }
    closing.accept(this);
  }

  @Override
  public void close() {
    boolean ours;
    lock.lock();
    try {
      ours = taken;
    } finally {
      lock.unlock();
    }
    if (!ours) {
      end();
    }
  }

  /** Half a stream is never closed by the library to some end: it closes the whole afterwards. */
  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() {}

  @Override
  public boolean isConnected() {
    lock.lock();
    try {
      return stream != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return null;
  }

  /**
   * Limits are kept by the library's own watchdog, which closes this socket. But there is a look
   * whether an idle stream was closed meanwhile, which must not block.
   */
  @Override
  public void setSoTimeout(int timeout) {
    lock.lock();
    try {
      limit = timeout;
      if (in != null) {
        in.onlyLook(timeout == LOOK);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int getSoTimeout() {
    lock.lock();
    try {
      return limit;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void setTcpNoDelay(boolean on) {}
}
