package quayside.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Response;
import okio.Socket;
import quayside.transport.TransportException;

/** What a server answered. Must be closed, or read to its end by {@link #bytes}. */
public final class HttpResponse implements AutoCloseable {
  private final Response response;
  private final Failures failures;

  HttpResponse(Response response, Failures failures) {
    this.response = response;
    this.failures = failures;
  }

  /** Ends the library's part in a stream that goes on without it. */
  void letGo() throws IOException {
    Socket socket = response.socket();
    if (socket != null) {
      socket.getSource().close();
      socket.getSink().close();
    }
  }

  public int status() {
    return response.code();
  }

  /** A header by its name, in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.header(name));
  }

  /** The body as it comes; its failures are {@link TransportException}s. */
  public InputStream body() {
    return body(Long.MAX_VALUE);
  }

  /**
   * The body as it comes, for whoever reads it while it arrives; its failures are {@link
   * TransportException}s.
   *
   * @param limit how many bytes are accepted; more are {@link TransportException.Refused}
   */
  public InputStream body(long limit) {
    return new Body(response.body().byteStream(), limit);
  }

  /**
   * The whole body; closes the answer.
   *
   * @param limit how many bytes are accepted
   * @throws TransportException.Refused if there are more
   */
  public byte[] bytes(int limit) throws IOException {
    try (this) {
      return body(limit).readAllBytes();
    }
  }

  @Override
  public void close() {
    response.close();
  }

  private final class Body extends InputStream {
    private final InputStream in;
    private final long limit;
    private long left;

    Body(InputStream in, long limit) {
      this.in = in;
      this.limit = limit;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      Objects.checkFromIndexSize(from, length, target.length);
      int n;
      try {
        n = in.read(target, from, length);
      } catch (IOException e) {
        throw failures.typed(e);
      }
      if (n > left) {
        throw new TransportException.Refused(
            "The server's answer is longer than " + limit + " bytes; the rest was not read.", null);
      }
      left -= Math.max(0, n);
      return n;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() {
      HttpResponse.this.close();
    }
  }
}
