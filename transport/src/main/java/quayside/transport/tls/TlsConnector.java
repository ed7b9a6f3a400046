package quayside.transport.tls;

import java.io.IOException;
import java.util.Optional;
import quayside.transport.Endpoint;
import quayside.transport.HostKey;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.TlsSettings;
import quayside.transport.TransportException;
import quayside.transport.TransportException.AuthFailed;
import quayside.transport.TransportException.HostKeyRejected;
import quayside.transport.TransportException.Unreachable;
import quayside.transport.keys.ClientCertificate;

/** Connects by TLS. */
public final class TlsConnector {
  private final TlsSettings settings;
  private final HostKeys hostKeys;
  private final Secrets secrets;

  public TlsConnector(TlsSettings settings, HostKeys hostKeys, Secrets secrets) {
    this.settings = settings;
    this.hostKeys = hostKeys;
    this.secrets = secrets;
  }

  /**
   * Connects once, to know that the server is there and is the one that is meant; the streams that
   * are opened later shake hands of their own.
   */
  public Remote connect(Endpoint.Https to) throws TransportException {
    Optional<Identity> identity = Optional.of(identity(to));
    var known = new KnownServers(settings.knownServers());
    Optional<String> expected = to.fingerprint().isPresent() ? to.fingerprint() : saved(to, known);
    var remote = new TlsRemote(to, identity, expected);
    try {
      remote.openService().close();
      return remote;
    } catch (HostKeyRejected e) {
      String accepted = judge(to, known, expected, e.key().sha256());
      return new TlsRemote(to, identity, Optional.of(accepted));
    }
  }

  /**
   * The certificate that a server shows to anybody. No part of it is trusted, and nothing is sent
   * to it.
   */
  public static HostKey shown(Endpoint.Https by) throws TransportException {
    try (var remote = new TlsRemote(by, Optional.empty(), Optional.empty())) {
      remote.openService().close();
      throw new IllegalStateException("a certificate was trusted that nobody named");
    } catch (HostKeyRejected e) {
      return e.key();
    }
  }

  private Identity identity(Endpoint.Https to) throws AuthFailed {
    if (to.identity().isEmpty()) {
      try {
        String who = System.getProperty("user.name", "somebody");
        ClientCertificate.makeIfMissing(settings.identity(), who);
      } catch (IOException e) {
        throw new AuthFailed(
            "A certificate for this program could not be made at " + settings.identity() + ".", e);
      }
    }
    return Identity.load(to.identity().orElse(settings.identity()), secrets);
  }

  private Optional<String> saved(Endpoint.Https to, KnownServers known) throws Unreachable {
    try {
      return known.fingerprint(to.authority());
    } catch (IOException e) {
      throw new Unreachable(
          "The known certificates in "
              + settings.knownServers()
              + " cannot be read: "
              + e.getMessage(),
          e);
    }
  }

  /** Returns the fingerprint that is trusted from now on, or throws. */
  private String judge(
      Endpoint.Https to, KnownServers known, Optional<String> expected, String shown)
      throws TransportException {
    var key =
        new HostKey(
            to.host(), to.port().orElse(Endpoint.Https.DEFAULT_PORT), HostKey.CERTIFICATE, shown);
    if (expected.isPresent()) {
      throw new HostKeyRejected(changed(to, expected.get(), shown), key, true);
    }
    switch (hostKeys.unknown(key)) {
      case REFUSE ->
          throw new HostKeyRejected(
              "The certificate of "
                  + to.authority()
                  + " is not known and was not accepted: "
                  + shown
                  + ". Nothing was sent to it.",
              key,
              false);
      case TRUST_AND_SAVE -> save(to, known, shown);
      case TRUST_ONCE -> {}
    }
    return shown;
  }

  private String changed(Endpoint.Https to, String expected, String shown) {
    String where =
        to.fingerprint().isPresent()
            ? "for this node " + expected + " is expected"
            : expected + " is in " + settings.knownServers();
    return to.authority()
        + " shows the certificate "
        + shown
        + ", but "
        + where
        + ". This may be another machine, or one that was set up anew; nothing was sent to it.";
  }

  private void save(Endpoint.Https to, KnownServers known, String shown) throws Unreachable {
    try {
      known.save(to.authority(), shown);
    } catch (IOException e) {
      throw new Unreachable(
          "The certificate of "
              + to.authority()
              + " could not be written to "
              + settings.knownServers()
              + ", so nothing was connected: "
              + e.getMessage(),
          e);
    }
  }
}
