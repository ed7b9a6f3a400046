package quayside.core.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.problem.Problem;
import quayside.transport.keys.PublicKeyLine;

/**
 * The keys of one node as they are known.
 *
 * @param node its name
 * @param pools its pools in the node's order; empty if it never answered
 * @param asOf when it last answered; absent: never
 * @param problem why it did not answer the last time
 */
public record KeysOfNode(
    String node, List<PoolKeys> pools, Optional<Instant> asOf, Optional<Problem> problem) {

  /**
   * The keys of one pool.
   *
   * @param pool its name
   * @param sendKey the key that it sends with; absent: none was made yet
   * @param authorized the keys that may send to it, in the order in which osctld looks through them
   */
  public record PoolKeys(String pool, Optional<SendKey> sendKey, List<AuthorizedKey> authorized) {}

  /** Whether what is known is what it said the last time it was asked. */
  public boolean isKnown() {
    return asOf.isPresent() && problem.isEmpty();
  }

  /** The keys of a pool by its name. */
  public Optional<PoolKeys> pool(String name) {
    return pools.stream().filter(p -> p.pool().equals(name)).findFirst();
  }

  /** A public line as a key; empty for a line that is none, which osctld would take too. */
  public static Optional<PublicKeyLine> parse(String line) {
    try {
      return Optional.of(PublicKeyLine.parse(line));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether two public lines are the same key, whatever their comments. */
  static boolean same(String one, String other) {
    Optional<PublicKeyLine> key = parse(one);
    return key.isPresent() && parse(other).filter(key.get()::sameKey).isPresent();
  }
}
