package quayside.core.driver;

import java.io.IOException;
import quayside.core.model.Node;

/** Connects to nodes. */
public interface Drivers {

  /** Connects to a node on a connection of its own; the caller closes the driver. */
  ContainerDriver open(Node node) throws IOException;
}
