package quayside.core.driver;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.incus.IncusDriver;
import quayside.core.driver.osctl.OsctlDriver;
import quayside.core.driver.osctl.ReceiveDriver;
import quayside.core.model.Node;
import quayside.transport.Connector;
import quayside.transport.Endpoint;
import quayside.transport.Remote;

/** Picks the driver by the node's platform. */
final class PlatformDrivers implements Drivers {
  private final Connector connector;
  private final Limits limits;

  PlatformDrivers(Connector connector, Limits limits) {
    this.connector = connector;
    this.limits = limits;
  }

  @Override
  public ContainerDriver open(Node node) throws IOException {
    Remote remote = connector.connect(node.address());
    ContainerDriver opened = null;
    try {
      opened =
          switch (node.platform()) {
            case VPSADMINOS ->
                node.login().flatMap(Endpoint.Ssh::user).equals(Optional.of(ReceiveDriver.USER))
                    ? new ReceiveDriver(remote, limits)
                    : OsctlDriver.over(node.name(), remote, way(node), limits);
            case INCUS, LXD -> IncusDriver.over(node, remote, limits);
          };
      return opened;
    } finally {
      if (opened == null) {
        remote.close();
      }
    }
  }

  /** The socket belongs to root: another login reaches only the command line, by sudo. */
  private static OsctlDriver.Way way(Node node) {
    boolean sudo = node.address() instanceof Endpoint.Ssh ssh && ssh.sudo();
    return sudo ? OsctlDriver.Way.COMMAND_LINE : OsctlDriver.Way.BEST;
  }
}
