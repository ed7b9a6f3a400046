package quayside.transport.ssh;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;

/** A channel to a unix socket of the server (OpenSSH's PROTOCOL §2.4). */
final class SocketChannel extends WireChannel {
  private final String path;

  SocketChannel(Connection connection, String path, Owner owner) {
    super(connection, "direct-streamlocal@openssh.com", owner);
    this.path = path;
  }

  @Override
  protected SSHPacket buildOpenReq() {
    return super.buildOpenReq().putString(path).putString("").putUInt32(0);
  }
}
