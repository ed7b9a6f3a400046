package quayside.transport.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** Lets logins that were granted it reach ports of this computer, and nothing else. */
final class LocalPorts extends RejectAllForwardingFilter {
  @Override
  public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
    if (type != Type.Direct || Login.of(session).filter(Grant::ports).isEmpty()) {
      return false;
    }
    try {
      return InetAddress.getByName(address.getHostName()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
