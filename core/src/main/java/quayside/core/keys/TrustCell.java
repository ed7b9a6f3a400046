package quayside.core.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.transport.keys.PublicKeyLine;

/**
 * Whether one pool may send to one node.
 *
 * @param source who would send
 * @param target name of the node that would receive
 * @param state the answer
 * @param why a sentence for people
 * @param key the send key it is about; absent: none was made yet, or it is not known
 * @param entries where the target has this key
 * @param tested what the last test found, if there was one
 */
public record TrustCell(
    Sender source,
    String target,
    State state,
    String why,
    Optional<PublicKeyLine> key,
    List<Entry> entries,
    Optional<Tested> tested) {

  /** The answer. */
  public enum State {
    AUTHORISED,
    RESTRICTED,
    REFUSED,
    UNKNOWN,
    /** Source and target are the same node. */
    SELF
  }

  /**
   * An entry of the target's keychain.
   *
   * @param pool where it stands
   * @param key the entry
   * @param since since when; absent: this Quayside has not noted it
   */
  public record Entry(String pool, AuthorizedKey key, Optional<Since> since) {}

  /**
   * Since when an entry is there.
   *
   * @param at when it was authorised or first seen
   * @param exactly whether this Quayside authorised it then; otherwise it is there at least since
   */
  public record Since(Instant at, boolean exactly) {}

  /**
   * A test by opening the restricted shell.
   *
   * @param at when
   * @param access what it said
   */
  public record Tested(Instant at, Access access) {}

  /** Since when it is so, of the entry that is there longest. */
  public Optional<Since> since() {
    return entries.stream()
        .flatMap(e -> e.since().stream())
        .min(java.util.Comparator.comparing(Since::at));
  }
}
