package quayside.core.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.KeysOfNode.PoolKeys;
import quayside.core.model.Glob;

/**
 * What a target does with a key, by osctld's own rules (osctld, receive skel): sshd finds the first
 * line of all pools with that key; of the pool that is sent to, the first entry counts that has the
 * text of that line, to the letter, no passphrase and fitting addresses. That entry alone decides:
 * a limited one hides the unlimited ones behind it.
 *
 * @param kind what happens
 * @param pool the pool that was looked at
 * @param entry the entry that decides
 */
public record Admission(Kind kind, String pool, Optional<AuthorizedKey> entry) {

  /** What happens to a send. */
  public enum Kind {
    /** It is let in, whatever it brings. */
    OPEN,
    /** It is let in from some addresses, for some ids, or once. */
    LIMITED,
    /** The entry that decides is single-use and just being used. */
    IN_USE,
    /** The entry that decides does not take this id. */
    OTHER_ID,
    /** A passphrase would be needed, which Quayside's sends do not give. */
    PASSPHRASE,
    /** The key is in this pool only with another text than the one sshd finds first. */
    OTHER_TEXT,
    /** The key is known to another pool only. */
    OTHER_POOL,
    /** The key is not known. */
    UNKNOWN
  }

  /** Whether a send gets in. */
  public boolean admits() {
    return kind == Kind.OPEN || kind == Kind.LIMITED;
  }

  /**
   * Judges a key.
   *
   * @param sendKey the sender's public line
   * @param pools all pools of the target, in its order
   * @param toPool the pool that is sent to; absent: the one whose line sshd finds
   * @param id the id that the container will have; absent: any
   */
  public static Admission of(
      String sendKey, List<PoolKeys> pools, Optional<String> toPool, Optional<String> id) {
    Optional<Found> first = first(sendKey, pools);
    String asked = toPool.or(() -> first.map(Found::pool)).orElse("");
    if (first.isEmpty()) {
      return new Admission(Kind.UNKNOWN, asked, Optional.empty());
    }
    List<AuthorizedKey> there =
        pools.stream()
            .filter(p -> p.pool().equals(asked))
            .flatMap(p -> p.authorized().stream())
            .filter(k -> KeysOfNode.same(sendKey, k.publicKey()))
            .toList();
    List<AuthorizedKey> same =
        there.stream().filter(k -> k.publicKey().equals(first.get().key().publicKey())).toList();
    if (same.isEmpty()) {
      Kind kind = there.isEmpty() ? Kind.OTHER_POOL : Kind.OTHER_TEXT;
      return new Admission(kind, asked, there.stream().findFirst());
    }
    Optional<AuthorizedKey> deciding = same.stream().filter(k -> !k.passphrase()).findFirst();
    return deciding
        .map(entry -> new Admission(kind(entry, id), asked, deciding))
        .orElseGet(() -> new Admission(Kind.PASSPHRASE, asked, Optional.of(same.getFirst())));
  }

  private static Kind kind(AuthorizedKey entry, Optional<String> id) {
    if (entry.singleUse() && entry.inUse()) {
      return Kind.IN_USE;
    }
    boolean other =
        id.isPresent() && entry.ctid().filter(c -> !new Glob(c).matches(id.get())).isPresent();
    return other ? Kind.OTHER_ID : entry.limited() ? Kind.LIMITED : Kind.OPEN;
  }

  private record Found(String pool, AuthorizedKey key) {}

  private static Optional<Found> first(String sendKey, List<PoolKeys> pools) {
    return all(sendKey, pools).stream().findFirst();
  }

  private static List<Found> all(String sendKey, List<PoolKeys> pools) {
    var found = new ArrayList<Found>();
    for (PoolKeys pool : pools) {
      for (AuthorizedKey key : pool.authorized()) {
        if (KeysOfNode.same(sendKey, key.publicKey())) {
          found.add(new Found(pool.pool(), key));
        }
      }
    }
    return found;
  }
}
