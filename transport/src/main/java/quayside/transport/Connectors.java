package quayside.transport;

import java.util.List;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.ssh.SshConnector;
import quayside.transport.tls.TlsConnector;

/** The ways to connect that this program has. */
public final class Connectors {
  private Connectors() {}

  /** Connects by SSH or TLS, as the endpoint says, with the given files and answers. */
  public static Connector of(SshSettings ssh, TlsSettings tls, HostKeys hostKeys, Secrets secrets) {
    var bySsh = new SshConnector(ssh, hostKeys, secrets);
    var byTls = new TlsConnector(tls, hostKeys, secrets);
    return endpoint ->
        switch (endpoint) {
          case Endpoint.Ssh at -> bySsh.connect(at);
          case Endpoint.Https at -> byTls.connect(at);
        };
  }

  /** Connects by SSH alone. */
  public static Connector ssh(SshSettings settings, HostKeys hostKeys, Secrets secrets) {
    var bySsh = new SshConnector(settings, hostKeys, secrets);
    return endpoint ->
        switch (endpoint) {
          case Endpoint.Ssh at -> bySsh.connect(at);
          case Endpoint.Https at ->
              throw new TransportException.Refused(
                  at.text() + " is not reached by SSH, and nothing else is meant here.", null);
        };
  }

  /**
   * The certificate that a server shows to anybody; it is not trusted, and nothing is sent to it.
   */
  public static HostKey shownCertificate(Endpoint.Https by) throws TransportException {
    return TlsConnector.shown(by);
  }

  /** The keys that the user's agent keeps; none if there is no agent, or it does not answer. */
  public static List<PublicKeyLine> agentKeys(SshSettings settings) {
    return SshConnector.agentKeys(settings);
  }

  /** The host keys that the given files know. */
  public static KnownKeys knownKeys(SshSettings settings) {
    return new quayside.transport.ssh.FiledKeys(settings);
  }
}
