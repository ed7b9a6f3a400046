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
  public SshConnector(SshSettings settings, HostKeys hostKeys, Secrets secrets) {}

  @Override
  public Remote connect(Endpoint endpoint) throws TransportException {
    throw new TransportException.Unreachable("being built", null);
  }
}
