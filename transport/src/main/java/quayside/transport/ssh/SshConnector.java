package quayside.transport.ssh;

import quayside.transport.Connector;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;

/** Connects by SSH. */
public final class SshConnector implements Connector {
  private final SshSettings settings;
  private final HostKeys hostKeys;
  private final Secrets secrets;

  public SshConnector(SshSettings settings, HostKeys hostKeys, Secrets secrets) {
    this.settings = settings;
    this.hostKeys = hostKeys;
    this.secrets = secrets;
  }

  @Override
  public Remote connect(Endpoint endpoint) throws TransportException {
    return switch (endpoint) {
      case Endpoint.Ssh ssh -> {
        var dialer = new Dialer(new Targets(settings).of(ssh), settings, hostKeys, secrets);
        boolean done = false;
        try {
          var remote = new SshRemote(dialer.dial(), dialer, ssh.sudo());
          done = true;
          yield remote;
        } finally {
          if (!done) {
            dialer.close();
          }
        }
      }
    };
  }
}
