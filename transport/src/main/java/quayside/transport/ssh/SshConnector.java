package quayside.transport.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import quayside.transport.Connector;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;
import quayside.transport.keys.PublicKeyLine;

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

  /** The keys that the agent keeps; none if it cannot be asked. */
  public static List<PublicKeyLine> agentKeys(SshSettings settings) {
    Optional<Path> socket = settings.agent().filter(Files::exists);
    if (socket.isEmpty()) {
      return List.of();
    }
    try {
      return new Agent(socket.get()).keys().stream().map(Agent.Key::line).toList();
    } catch (IOException e) {
      System.getLogger(SshConnector.class.getName())
          .log(System.Logger.Level.INFO, "the ssh-agent was not asked: {0}", e.getMessage());
      return List.of();
    }
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
