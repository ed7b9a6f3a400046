package quayside.transport;

import java.util.List;
import quayside.transport.keys.PublicKeyLine;

/** The ways to connect that this program has. */
public final class Connectors {
  private Connectors() {}

  /** Connects by SSH with the given files and answers. */
  public static Connector ssh(SshSettings settings, HostKeys hostKeys, Secrets secrets) {
    return new quayside.transport.ssh.SshConnector(settings, hostKeys, secrets);
  }

  /** The keys that the user's agent keeps; none if there is no agent, or it does not answer. */
  public static List<PublicKeyLine> agentKeys(SshSettings settings) {
    return quayside.transport.ssh.SshConnector.agentKeys(settings);
  }

  /** The host keys that the given files know. */
  public static KnownKeys knownKeys(SshSettings settings) {
    return new quayside.transport.ssh.FiledKeys(settings);
  }
}
