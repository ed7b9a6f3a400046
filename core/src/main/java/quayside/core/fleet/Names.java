package quayside.core.fleet;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;

/** Names of nodes and containers as people type them. */
final class Names {
  private static final Pattern NODE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_. -]{0,62}");

  private Names() {}

  /** Refuses nodes that could not be named or written down. */
  static void check(Node node) throws ProblemException {
    if (!NODE.matcher(node.name()).matches() || !node.name().equals(node.name().strip())) {
      throw new ProblemException(
          "bad-node-name",
          "This name does not work",
          "“" + node.name() + "” cannot be the name of a node.",
          "Use letters, digits, dots, dashes and underscores, at most 63.");
    }
    if (!isAddress(node.address())) {
      throw badAddress(
          "“" + node.address().text() + "” cannot be used as an address.",
          "Write ssh://USER@HOST, ssh://USER@HOST:PORT or https://HOST:PORT.");
    }
    if (node.address() instanceof Endpoint.Https && !node.platform().isInstanceServer()) {
      throw badAddress(
          "A vpsAdminOS node is reached by SSH, not at " + node.address().text() + ".",
          "Write ssh://USER@HOST, or choose the kind incus or lxd.");
    }
  }

  private static boolean isAddress(Endpoint address) {
    try {
      return Endpoint.parse(address.text()).host().equals(address.host());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static ProblemException badAddress(String sentence, String advice) {
    return new ProblemException("bad-address", "This address does not work", sentence, advice);
  }

  static ProblemException unknownNode(String name, List<String> known) {
    return new ProblemException(
        "unknown-node", "Unknown node", "There is no node “" + name + "”.", advice(name, known));
  }

  /** Picks a container of a node by {@code ID} or {@code POOL:ID}. */
  static ContainerRef pick(NodeView view, String name) throws ProblemException {
    List<ContainerRef> all = view.containers().stream().map(Container::ref).toList();
    List<ContainerRef> found =
        all.stream().filter(ref -> name.equals(ref.id()) || name.equals(ref.onNode())).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    String node = view.node().name();
    if (found.isEmpty()) {
      throw new ProblemException(
          "not-found",
          "Not there",
          "There is no container “" + name + "” on " + node + ".",
          advice(name, all.stream().map(ContainerRef::id).toList()));
    }
    String choices =
        found.stream().map(ref -> node + ":" + ref.onNode()).collect(Collectors.joining(" or "));
    throw new ProblemException(
        "ambiguous",
        "Which one?",
        "“" + name + "” is in several pools or projects of " + node + ".",
        "Write " + choices + ".");
  }

  private static String advice(String name, List<String> known) {
    if (known.isEmpty()) {
      return "Look for it with ls; there are none yet.";
    }
    List<String> similar = known.stream().filter(other -> isSimilar(name, other)).toList();
    List<String> shown = similar.isEmpty() ? known.stream().limit(8).toList() : similar;
    return (similar.isEmpty() ? "Choose one of " : "Did you mean ")
        + String.join(similar.isEmpty() ? ", " : " or ", shown)
        + (similar.isEmpty() ? (known.size() > 8 ? ", …" : ".") : "?");
  }

  private static boolean isSimilar(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    return (a.length() > 1 && (a.startsWith(b) || b.startsWith(a)))
        || distance(a, b) <= Math.max(1, b.length() / 4);
  }

  /** Edits from one word to another (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
