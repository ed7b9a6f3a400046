package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;

/** What a node of these ways offers. */
final class Server {
  private Server() {}

  static InstanceServer of(ContainerDriver driver) throws IOException {
    return driver
        .server()
        .orElseThrow(() -> new DriverException.Unsupported("This node is no Incus or LXD server."));
  }
}
