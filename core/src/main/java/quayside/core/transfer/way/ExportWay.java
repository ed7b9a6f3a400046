package quayside.core.transfer.way;

import java.io.IOException;
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;
import quayside.core.transfer.ExportRequest;

/** One way of exporting containers. Several may lead from one node. */
public interface ExportWay {

  /** Carries out the orders of this way. */
  Recipe recipe();

  /** Short; people choose a way by it. */
  String name();

  /** Whether it leads from nodes of a kind. */
  boolean from(Platform platform);

  /** How it is done, in a few words. */
  String method();

  /** Asks node and disk what is in the way. Changes nothing. */
  Preflight check(ExportRequest request, Node node, ContainerDriver driver) throws IOException;

  /** The order for {@link #recipe}, with everything in it. */
  Order order(ExportRequest request);
}
