package quayside.transport.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import quayside.transport.Duplex;

/** A stream over a socket of this machine; {@link #pair} makes both ends. */
public record Pipe(Socket socket) implements Duplex {

  /**
   * Two ends of one stream.
   *
   * @param near one end
   * @param far the other
   */
  public record Pair(Pipe near, Pipe far) {}

  /** Both ends of a new stream; it holds only some kilobytes, so that a full one is soon full. */
  public static Pair pair() throws IOException {
    try (var listening = new ServerSocket()) {
      listening.setReceiveBufferSize(16 << 10);
      listening.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var near = new Socket();
      near.setSendBufferSize(16 << 10);
      near.setReceiveBufferSize(16 << 10);
      near.connect(listening.getLocalSocketAddress());
      Socket far = listening.accept();
      far.setSendBufferSize(16 << 10);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      return new Pair(new Pipe(near), new Pipe(far));
    }
  }

  @Override
  public InputStream in() {
    try {
      return socket.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OutputStream out() {
    try {
      return socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
