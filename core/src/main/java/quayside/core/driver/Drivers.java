package quayside.core.driver;

import java.io.IOException;
import java.time.Duration;
import quayside.core.model.Node;
import quayside.transport.Connector;

/** Connects to nodes. */
public interface Drivers {

  /** The drivers of all platforms that there are, over connections of one kind. */
  static Drivers over(Connector connector) {
    return new PlatformDrivers(connector, Limits.DEFAULT);
  }

  /**
   * Drivers over these connections.
   *
   * @param answer how long a node may say nothing to a question
   */
  static Drivers over(Connector connector, Duration answer) {
    return new PlatformDrivers(connector, new Limits(answer, Limits.DEFAULT.step()));
  }

  /** Connects to a node on a connection of its own; the caller closes the driver. */
  ContainerDriver open(Node node) throws IOException;
}
