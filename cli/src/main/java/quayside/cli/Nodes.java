package quayside.cli;

import java.io.IOException;
import quayside.core.Quayside;
import quayside.core.fleet.NodeView;
import quayside.core.model.Node;
import quayside.core.problem.ProblemException;

/** Looks up nodes of the book. */
final class Nodes {
  private Nodes() {}

  static Node named(Quayside quayside, String name) throws IOException {
    return quayside.fleet().nodes().stream()
        .map(NodeView::node)
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        "unknown-node",
        "Unknown node",
        "There is no node “" + name + "” in the book.",
        "quayside node ls tells the names.");
  }
}
