package quayside.transport;

/** The ways to connect that this program has. */
public final class Connectors {
  private Connectors() {}

  /** Connects by SSH with the given files and answers. */
  public static Connector ssh(SshSettings settings, HostKeys hostKeys, Secrets secrets) {
    return new quayside.transport.ssh.SshConnector(settings, hostKeys, secrets);
  }

  /** The host keys that the given files know. */
  public static KnownKeys knownKeys(SshSettings settings) {
    return new quayside.transport.ssh.FiledKeys(settings);
  }
}
