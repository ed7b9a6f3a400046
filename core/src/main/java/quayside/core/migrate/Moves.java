package quayside.core.migrate;

import java.io.IOException;
import quayside.core.model.ContainerRef;

/** Moving and cloning containers. */
public interface Moves {

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
