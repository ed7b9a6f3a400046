package quayside.core.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import quayside.core.model.Container;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.problem.Problem;

/**
 * A node as it is known right now.
 *
 * @param node its page in the book
 * @param status whether it can be reached
 * @param facts what it last said about itself
 * @param containers what it last listed
 * @param asOf when it last answered; absent: never
 * @param problem why it cannot be reached
 * @param nextTry when it is tried again
 */
public record NodeView(
    Node node,
    Status status,
    Optional<NodeFacts> facts,
    List<Container> containers,
    Optional<Instant> asOf,
    Optional<Problem> problem,
    Optional<Instant> nextTry) {

  /** Whether a node can be reached. */
  public enum Status {
    CONNECTING,
    READY,
    UNREACHABLE
  }
}
