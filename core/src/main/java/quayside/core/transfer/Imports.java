package quayside.core.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;

/** Imports of archives into nodes. */
public interface Imports {

  /**
   * Imports into the nodes of a fleet, carried out by operations that were opened with {@link
   * #recipes} among theirs.
   */
  static Imports of(Fleet fleet, Drivers drivers, Operations operations, Desk desk) {
    return new NodeImports(fleet, drivers, operations, desk);
  }

  /** How imports are carried out: one for each way. */
  static List<Recipe> recipes(Desk desk) {
    return NodeImports.recipes(desk);
  }

  /** Names of the ways into a node, the best first; does not block. */
  List<String> ways(String node);

  /** Looks into the archive, asks the node, and finds the way that can. Changes nothing. */
  Checked check(ImportRequest request) throws IOException;

  /** Does what a finding's fix says. Check again afterwards. */
  void fix(ImportRequest request, Finding.Fix fix) throws IOException;

  /**
   * Checks again and starts it, or puts it into the queue of its node.
   *
   * @return the operation's id in the activity
   * @throws MoveRefused if a blocker was found
   */
  String start(ImportRequest request) throws IOException;

  /**
   * What imports have of this machine.
   *
   * @param key private key with which this desktop hands containers in; made where it is missing
   */
  record Desk(Path key) {}
}
