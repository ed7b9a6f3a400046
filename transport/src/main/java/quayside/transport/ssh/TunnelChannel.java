package quayside.transport.ssh;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;

/** A channel to a TCP port as the server reaches it (RFC 4254 §7.2), for jump hosts. */
final class TunnelChannel extends WireChannel {
  private final String host;
  private final int port;

  TunnelChannel(Connection connection, String host, int port, Owner owner) {
    super(connection, "direct-tcpip", owner);
    this.host = host;
    this.port = port;
  }

  @Override
  protected SSHPacket buildOpenReq() {
    return super.buildOpenReq().putString(host).putUInt32(port).putString("127.0.0.1").putUInt32(0);
  }
}
