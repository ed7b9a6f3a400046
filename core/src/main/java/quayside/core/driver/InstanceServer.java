package quayside.core.driver;

import java.io.IOException;
import quayside.core.model.ServerInfo;

/**
 * What an Incus or LXD server offers beyond what every node does: its REST API, version 1.0.
 * Instances are named {@code project:name}. Everything blocks and fails as {@link ContainerDriver}
 * does.
 */
public interface InstanceServer {

  /**
   * What a node offers that is one.
   *
   * @throws DriverException.Unsupported if it is of another kind
   */
  static InstanceServer of(ContainerDriver node) throws IOException {
    return node.server()
        .orElseThrow(() -> new DriverException.Unsupported("This node is no Incus or LXD server."));
  }

  /** What the server said about itself when it was connected to. */
  ServerInfo info();

  Instances instances();

  InstanceSnapshots snapshots();

  ServerObjects objects();

  Profiles profiles();

  ServerOperations operations();

  InstanceTransfers transfers();

  InstanceBackups backups();
}
