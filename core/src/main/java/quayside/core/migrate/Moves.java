package quayside.core.migrate;

import java.io.IOException;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.model.ContainerRef;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;

/** Moving and cloning containers. */
public interface Moves {

  /**
   * Instead of the offered fix of {@code key-unauthorized}: allows this one container once, not the
   * source for good.
   */
  Finding.Fix AUTHORIZE_ONCE = new Finding.Fix(Fixes.AUTHORIZE_ONCE, "Allow it once");

  /**
   * Moves over the nodes of a fleet, carried out by operations that were opened with {@link
   * #recipe}.
   */
  static Moves of(Fleet fleet, Drivers drivers, Operations operations) {
    return new NodeMoves(fleet, drivers, operations);
  }

  /** How moves are carried out. */
  static Recipe recipe() {
    return new MoveRecipe();
  }

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
