package quayside.transport.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import quayside.transport.Duplex;
import quayside.transport.TransportException;

/**
 * HTTP/1.1 (RFC 9112) to one server, over streams that it opens as it needs them and uses again
 * while they are fresh. All calls block; {@link #close()} frees every one of them. Nothing is sent
 * twice, whatever fails: a request may have been carried out without an answer.
 */
public final class HttpClient implements AutoCloseable {
  /** Fresh enough that the server is unlikely to have closed it. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final String server;
  private final Source source;
  private final OkHttpClient http;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<StreamSocket> sockets = new HashSet<>();
  private boolean closed;

  /** Opens a stream to the server. */
  public interface Source {
    Duplex open() throws TransportException;
  }

  /**
   * A client for one server.
   *
   * @param server its name, for sentences
   */
  public HttpClient(String server, Source source) {
    this.server = server;
    this.source = source;
    this.http =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .proxy(Proxy.NO_PROXY)
            .dns(new Nowhere())
            .socketFactory(new Factory(this::socket))
            .connectionPool(new ConnectionPool(4, KEPT.toMillis(), TimeUnit.MILLISECONDS))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .fastFallback(false)
            .connectTimeout(Duration.ZERO) // the stream's own
            .build();
  }

  /**
   * Sends a request and waits for the head of the answer.
   *
   * @throws TransportException.TimedOut if the server was silent for too long
   * @throws TransportException.Disconnected if the connection ended, or was closed here
   */
  public HttpResponse send(HttpRequest request) throws TransportException {
    return send(http, request);
  }

  private HttpResponse send(OkHttpClient client, HttpRequest request) throws TransportException {
    var failures = new Failures(server, request.silence());
    OkHttpClient limited =
        client.newBuilder().readTimeout(request.silence()).writeTimeout(request.silence()).build();
    try {
      Response response = limited.newCall(Requests.of(request)).execute();
      return new HttpResponse(response, failures);
    } catch (IOException e) {
      throw closedHere() ? closed(e) : failures.typed(e);
    }
  }

  /** What became of the wish to speak another protocol. */
  public sealed interface Upgrade {
    /** The stream, with nothing of HTTP in it any more. */
    record Done(Duplex stream, HttpResponse head) implements Upgrade {}

    /** The server's "no". */
    record Denied(HttpResponse response) implements Upgrade {}
  }

  /** Asks to go on in another protocol (RFC 9110 §7.8), over a stream that is used for it alone. */
  public Upgrade upgrade(HttpRequest request, String protocol) throws TransportException {
    var used = new StreamSocket[1];
    OkHttpClient alone =
        http.newBuilder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
            .socketFactory(new Factory(() -> used[0] = socket()))
            .build();
    HttpResponse response =
        send(alone, request.with("Connection", "Upgrade").with("Upgrade", protocol));
    if (response.status() != 101) {
      return new Upgrade.Denied(response);
    }
    try {
      Duplex stream = used[0].take();
      response.letGo();
      return new Upgrade.Done(stream, response);
    } catch (IOException e) {
      throw new Failures(server, request.silence()).typed(e);
    }
  }

  /**
   * Opens a WebSocket (RFC 6455).
   *
   * @param path with query
   * @param silence how long the server may take to agree
   */
  public WebSocketAnswer webSocket(String path, Duration silence) throws TransportException {
    return Handshake.with(this, path, silence);
  }

  private StreamSocket socket() throws SocketException {
    var socket = new StreamSocket(source, this::forget);
    lock.lock();
    try {
      if (closed) {
        throw new SocketException("closed");
      }
      sockets.add(socket);
    } finally {
      lock.unlock();
    }
    return socket;
  }

  private void forget(StreamSocket socket) {
    lock.lock();
    try {
      sockets.remove(socket);
    } finally {
      lock.unlock();
    }
  }

  private boolean closedHere() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private TransportException closed(IOException e) {
    return new TransportException.Disconnected("The connection to " + server + " was closed.", e);
  }

  /** Closes every stream, also of answers and WebSockets that are still read. */
  @Override
  public void close() {
    List<StreamSocket> open;
    lock.lock();
    try {
      closed = true;
      open = List.copyOf(sockets);
    } finally {
      lock.unlock();
    }
    http.dispatcher().cancelAll();
    open.forEach(StreamSocket::end);
    http.connectionPool().evictAll();
  }

  /** No name is ever looked up. */
  private static final class Nowhere implements Dns {
    @Override
    public List<InetAddress> lookup(String hostname) {
      return List.of(InetAddress.getLoopbackAddress());
    }
  }

  private interface Maker {
    Socket make() throws IOException;
  }

  /** Makes the library's sockets. */
  private static final class Factory extends SocketFactory {
    private final Maker maker;

    Factory(Maker maker) {
      this.maker = maker;
    }

    @Override
    public Socket createSocket() throws IOException {
      return maker.make();
    }

    @Override
    public Socket createSocket(@Nullable String host, int port) throws IOException {
      return maker.make();
    }

    @Override
    public Socket createSocket(
        @Nullable String host, int port, @Nullable InetAddress from, int fromPort)
        throws IOException {
      return maker.make();
    }

    @Override
    public Socket createSocket(@Nullable InetAddress host, int port) throws IOException {
      return maker.make();
    }

    @Override
    public Socket createSocket(
        @Nullable InetAddress host, int port, @Nullable InetAddress from, int fromPort)
        throws IOException {
      return maker.make();
    }
  }
}
