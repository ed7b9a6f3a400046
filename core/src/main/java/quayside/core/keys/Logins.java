package quayside.core.keys;

import quayside.core.model.Node;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;

/** SSH's side of nodes: keys and host keys are for those that one logs in to. */
final class Logins {
  private Logins() {}

  static Endpoint.Ssh of(Node node) throws ProblemException {
    return node.login()
        .orElseThrow(() ->
            new ProblemException(
                "unsupported",
                "No login there",
                node.name() + " is reached by HTTPS: it has no login by SSH and no host key.",
                "Keys are managed on nodes whose address begins with ssh://."));
  }
}
