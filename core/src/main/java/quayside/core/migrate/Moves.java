package quayside.core.migrate;

import java.io.IOException;
import java.util.List;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.model.ContainerRef;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;

/** Moving and cloning containers. */
public interface Moves {

  /**
   * Moves over the nodes of a fleet, carried out by operations that were opened with {@link
   * #recipes} among theirs.
   */
  static Moves of(Fleet fleet, Drivers drivers, Operations operations) {
    return new NodeMoves(fleet, drivers, operations, Ways.all());
  }

  /** How moves are carried out: one for each way. */
  static List<Recipe> recipes() {
    return Ways.all().recipes();
  }

  /**
   * The ways that join two nodes, from what is known: does not block. The first is gone unless a
   * request says otherwise; none means that {@link #preview} says why.
   */
  List<KnownWay> ways(String source, String target, boolean cloning);

  /** What would happen, from what is known: does not block, may be called on any thread. */
  Preview preview(ContainerRef source, String target, boolean cloning);

  /** Asks both nodes what is in the way. Changes nothing. */
  Preflight check(MoveRequest request) throws IOException;

  /** Does what a finding's fix says. Check again afterwards. */
  void fix(MoveRequest request, Finding.Fix fix) throws IOException;

  /**
   * Checks again and starts it, or puts it into the queue of its nodes.
   *
   * @return the operation's id in the activity
   * @throws MoveRefused if a blocker was found
   */
  String start(MoveRequest request) throws IOException;
}
