package quayside.transport.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import jdk.net.ExtendedSocketOptions;
import quayside.transport.Command;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.HostKey;
import quayside.transport.Remote;
import quayside.transport.TransportException;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.TransportException.HostKeyRejected;
import quayside.transport.TransportException.Refused;
import quayside.transport.TransportException.Unreachable;

/** A service behind TLS: each stream is a connection of its own. */
final class TlsRemote implements Remote {
  /** Incus and LXD speak nothing older. */
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private final Endpoint.Https to;
  private final Optional<Identity> identity;
  private final Optional<String> fingerprint;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Socket> open = new HashSet<>();
  private boolean closed;

  /**
   * @param identity by which we are known there; absent: as nobody
   * @param fingerprint of the one certificate that is trusted; absent: none is
   */
  TlsRemote(Endpoint.Https to, Optional<Identity> identity, Optional<String> fingerprint) {
    this.to = to;
    this.identity = identity;
    this.fingerprint = fingerprint;
  }

  @Override
  public Exec start(Command command) throws TransportException {
    throw new Refused(to.text() + " is not a login: no command can be run there.", null);
  }

  @Override
  public Duplex openUnixSocket(String path) throws TransportException {
    throw new Refused(to.text() + " is not a login: its sockets cannot be reached.", null);
  }

  @Override
  public Duplex openService() throws TransportException {
    var raw = new Socket();
    keep(raw);
    boolean done = false;
    try {
      connect(raw);
      Duplex stream = shakeHands(raw);
      done = true;
      return stream;
    } finally {
      if (!done) {
        TlsStream.closeQuietly(raw);
        forget(raw);
      }
    }
  }

  private void connect(Socket raw) throws TransportException {
    var address = new InetSocketAddress(to.host(), to.port().orElse(Endpoint.Https.DEFAULT_PORT));
    if (address.isUnresolved()) {
      throw new Unreachable("There is no machine called " + to.host() + ".", null);
    }
    try {
      raw.connect(address, Math.toIntExact(to.timeout().toMillis()));
      raw.setTcpNoDelay(true);
      // a peer that vanished without a word is noticed within a minute also by who only reads
      raw.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      raw.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 20);
      raw.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
      raw.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
    } catch (IOException | UnsupportedOperationException e) {
      requireOpen();
      throw new Unreachable(to.authority() + " cannot be reached: " + e.getMessage() + ".", e);
    }
  }

  private Duplex shakeHands(Socket raw) throws TransportException {
    var check = new ServerCheck(fingerprint);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.stream().toArray(KeyManager[]::new), new TrustManager[] {check}, null);
      var secure =
          (SSLSocket) context.getSocketFactory().createSocket(raw, to.host(), raw.getPort(), true);
      secure.setEnabledProtocols(PROTOCOLS);
      raw.setSoTimeout(Math.toIntExact(to.timeout().toMillis()));
      secure.startHandshake();
      raw.setSoTimeout(0);
      return new TlsStream(raw, secure, () -> forget(raw));
    } catch (IOException | GeneralSecurityException e) {
      requireOpen();
      Optional<String> shown =
          check.shown().filter(print -> !fingerprint.equals(Optional.of(print)));
      if (shown.isPresent()) {
        var key = new HostKey(to.host(), raw.getPort(), HostKey.CERTIFICATE, shown.get());
        throw new HostKeyRejected(
            to.authority()
                + " shows the certificate "
                + shown.get()
                + ", which is not the one that is trusted. Nothing was sent to it.",
            key,
            fingerprint.isPresent());
      }
      if (e instanceof SocketTimeoutException) {
        throw new Unreachable(
            to.authority()
                + " takes connections but says nothing: no answer within "
                + to.timeout().toSeconds()
                + " s.",
            e);
      }
      throw new Unreachable(
          to.authority() + " does not speak TLS 1.3 with us: " + e.getMessage() + ".", e);
    }
  }

  private void keep(Socket raw) throws Disconnected {
    lock.lock();
    try {
      if (closed) {
        TlsStream.closeQuietly(raw);
        throw closedByUs();
      }
      open.add(raw);
    } finally {
      lock.unlock();
    }
  }

  private void forget(Socket raw) {
    lock.lock();
    try {
      open.remove(raw);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws Disconnected {
    lock.lock();
    try {
      if (closed) {
        throw closedByUs();
      }
    } finally {
      lock.unlock();
    }
  }

  private Disconnected closedByUs() {
    return new Disconnected("The connection to " + to.authority() + " was closed.", null);
  }

  @Override
  public void close() {
    Set<Socket> all;
    lock.lock();
    try {
      closed = true;
      all = Set.copyOf(open);
      open.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(TlsStream::closeQuietly);
  }
}
