package quayside.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import quayside.transport.Duplex;

/**
 * One connection. Closing ends the socket below first: TLS alone would wait for a blocked writer.
 */
final class TlsStream implements Duplex {
  private static final System.Logger LOG = System.getLogger(TlsStream.class.getName());

  private final Socket raw;
  private final InputStream in;
  private final OutputStream out;
  private final Runnable closed;

  TlsStream(Socket raw, SSLSocket secure, Runnable closed) throws IOException {
    this.raw = raw;
    this.in = secure.getInputStream();
    this.out = new Half(secure);
    this.closed = closed;
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void close() {
    closeQuietly(raw);
    closed.run();
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a socket that was broken already", e);
    }
  }

  /** Closing it says that we have no more to say, and leaves the other direction open. */
  private static final class Half extends OutputStream {
    private final SSLSocket secure;
    private final OutputStream out;

    Half(SSLSocket secure) throws IOException {
      this.secure = secure;
      this.out = secure.getOutputStream();
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      secure.shutdownOutput();
    }
  }
}
