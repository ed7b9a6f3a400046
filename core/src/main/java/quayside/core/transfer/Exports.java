package quayside.core.transfer;

import java.io.IOException;
import java.util.List;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.migrate.MoveRefused;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;

/** Exports of containers into archives on this machine. */
public interface Exports {

  /**
   * Exports from the nodes of a fleet, carried out by operations that were opened with {@link
   * #recipes} among theirs.
   */
  static Exports of(Fleet fleet, Drivers drivers, Operations operations) {
    return new NodeExports(fleet, drivers, operations);
  }

  /** How exports are carried out: one for each way. */
  static List<Recipe> recipes() {
    return NodeExports.recipes();
  }

  /** Names of the ways from a node, the best first; does not block. */
  List<String> ways(String node);

  /** Asks node and disk what is in the way, and finds the way that can. Changes nothing. */
  Checked check(ExportRequest request) throws IOException;

  /**
   * Checks again and starts it, or puts it into the queue of its node.
   *
   * @return the operation's id in the activity
   * @throws MoveRefused if a blocker was found
   */
  String start(ExportRequest request) throws IOException;
}
