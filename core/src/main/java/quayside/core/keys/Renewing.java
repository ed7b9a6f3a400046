package quayside.core.keys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.keys.Trust.Renewal;
import quayside.core.keys.Trust.Trusting;
import quayside.core.problem.Problem;

/** Puts a new send key everywhere where the old one was trusted. */
final class Renewing {
  private final Nodes nodes;

  /** Does something with the keys of a node. */
  interface Nodes {
    boolean on(String node, NodeWork work) throws IOException;
  }

  /** What is done there. */
  interface NodeWork {
    boolean with(NodeKeys keys) throws IOException;
  }

  Renewing(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Where a source's key is trusted, as a matrix knows it. */
  static Trusting trusting(TrustMatrix matrix, Sender source) {
    var entries = new ArrayList<Trusting.At>();
    var unknown = new ArrayList<String>();
    for (KeysOfNode node : matrix.nodes()) {
      if (!node.isKnown()) {
        unknown.add(node.node());
      }
      matrix
          .cell(source, node.node())
          .entries()
          .forEach(entry -> entries.add(new Trusting.At(node.node(), entry.pool(), entry.key())));
    }
    return new Trusting(matrix.sendKey(source), List.copyOf(entries), List.copyOf(unknown));
  }

  /** Puts the new key in place of the old one, with its name and its limits. */
  Renewal again(Trusting old, SendKey made) {
    Set<String> done = new LinkedHashSet<>();
    var failed = new ArrayList<String>();
    for (Trusting.At at : old.entries()) {
      if (at.key().passphrase()) {
        failed.add(
            "“%s” on %s has a passphrase, which nobody but you knows: authorise the new key there"
                    .formatted(at.key().name(), at.node())
                + " and set it again.");
      } else if (at.key().inUse()) {
        failed.add(
            "“%s” on %s is being used just now and was left as it is."
                .formatted(at.key().name(), at.node()));
      } else {
        try {
          boolean _ = nodes.on(at.node(), keys -> replace(keys, at, made));
          done.add(at.node());
        } catch (IOException e) {
          failed.add(at.node() + " does not trust the new key yet: " + Problem.of(e).sentence());
        }
      }
    }
    old.unknown()
        .forEach(node ->
            failed.add(
                node
                    + " did not answer; if it trusted the old key, it does"
                    + " not trust the new one."));
    return new Renewal(made, List.copyOf(done), List.copyOf(failed));
  }

  /** The old one is of no more use to anybody: its private half is gone. */
  private static boolean replace(NodeKeys keys, Trusting.At at, SendKey made) throws IOException {
    Optional<String> pool = Optional.of(at.pool());
    keys.revoke(at.key().name(), pool);
    keys.authorize(named(at.key(), at.key().name(), made.publicKey()), pool);
    return true;
  }

  static AuthorizedKey named(AuthorizedKey like, String name, String publicKey) {
    return new AuthorizedKey(
        name, publicKey, like.from(), like.ctid(), like.singleUse(), false, false);
  }

  /** A name that the receiver accepts and does not know yet. */
  static String free(String wish, List<String> taken) {
    String base = wish.replaceAll("[^a-zA-Z0-9_:.-]", "_").replaceFirst("^-", "_");
    String name = base;
    for (int i = 2; taken.contains(name); i++) {
      name = base + "-" + i;
    }
    return name;
  }
}
