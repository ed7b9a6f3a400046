package quayside.core.driver.incus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.Remote;
import quayside.transport.TransportException;
import quayside.transport.http.HttpClient;

/**
 * Opens streams to a server: to its own address, or to its socket through SSH. The socket belongs
 * to root and to a group; a login that needs {@code sudo} reaches it by {@code socat}.
 */
final class Door implements HttpClient.Source {
  private static final Logger LOG = System.getLogger(Door.class.getName());

  private final Remote remote;
  private final Endpoint address;
  private final Dialect dialect;
  private final AtomicReference<@Nullable String> known = new AtomicReference<>();

  Door(Remote remote, Endpoint address, Dialect dialect) {
    this.remote = remote;
    this.address = address;
    this.dialect = dialect;
  }

  @Override
  public Duplex open() throws TransportException {
    return switch (address) {
      case Endpoint.Https _ -> remote.openService();
      case Endpoint.Ssh ssh -> socket(ssh.sudo());
    };
  }

  private Duplex socket(boolean sudo) throws TransportException {
    String path = known.get();
    if (path != null) {
      return socket(path, sudo);
    }
    TransportException.Refused why = null;
    for (String each : dialect.sockets()) {
      try {
        Duplex stream = socket(each, sudo);
        known.set(each);
        return stream;
      } catch (TransportException.Refused e) {
        LOG.log(Level.DEBUG, "no socket there", e);
        why = e;
      }
    }
    throw new TransportException.Refused(
        "There is no "
            + dialect.title()
            + " server on this machine, or this login may not use it: its socket is neither at "
            + String.join(" nor at ", dialect.sockets())
            + " for us.",
        why);
  }

  private Duplex socket(String path, boolean sudo) throws TransportException {
    return sudo ? SudoStream.open(remote, path) : remote.openUnixSocket(path);
  }

  /** Paths that are tried, for probing. */
  static List<String> sockets(Dialect dialect) {
    return dialect.sockets();
  }
}
