package quayside.transport.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;
import quayside.transport.keys.PublicKeyLine;

/** Connects by SSH. */
public final class SshConnector {
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

  /** Connects and authenticates; blocks at most for the endpoint's time-out per stage. */
  public Remote connect(Endpoint.Ssh endpoint) throws TransportException {
    var dialer = new Dialer(new Targets(settings).of(endpoint), settings, hostKeys, secrets);
    boolean done = false;
    try {
      var remote = new SshRemote(dialer.dial(), dialer, endpoint.sudo());
      done = true;
      return remote;
    } finally {
      if (!done) {
        dialer.close();
      }
    }
  }
}
