package quayside.core.keys;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.operation.Activity;
import quayside.transport.keys.KeyFiles;

/** Who may send containers to whom, over all nodes of the fleet. Calls that ask nodes block. */
public interface Trust {

  /** What is known now; does not ask any node. */
  TrustMatrix known();

  /** Tells each change, on any thread. Close to stop listening. */
  Activity.Subscription watch(Consumer<TrustMatrix> listener);

  /** Asks all nodes at once; those that do not answer have their problem in it. */
  TrustMatrix refresh();

  /**
   * Asks one node.
   *
   * @throws IOException if it does not answer
   */
  KeysOfNode refresh(String node) throws IOException;

  /**
   * Makes a send key where there is none.
   *
   * @throws quayside.core.problem.ProblemException {@code key-exists} if there is one
   */
  SendKey generate(Sender source, KeyFiles.Kind kind, OptionalInt bits) throws IOException;

  /** Who trusts the send key that a source has now; asks all nodes. */
  Trusting trusting(Sender source) throws IOException;

  /**
   * Puts a new send key in place of the one a source has.
   *
   * @param again authorise the new one wherever the old one was, with the same limits, and withdraw
   *     the old one there
   */
  Renewal renew(Sender source, KeyFiles.Kind kind, OptionalInt bits, boolean again)
      throws IOException;

  /**
   * Lets a source send to a node. A send key is made if there is none.
   *
   * @param wish name, public key and use are filled in; a blank name: one that says who it is
   * @param passphrase empty for none; wiped by the caller
   * @param pool of the target; absent: its first one
   */
  AuthorizedKey authorize(
      Sender source, String target, AuthorizedKey wish, char[] passphrase, Optional<String> pool)
      throws IOException;

  /** Lets any key send to a node, with what {@code wish} says. */
  AuthorizedKey authorize(
      String target, AuthorizedKey wish, char[] passphrase, Optional<String> pool)
      throws IOException;

  /**
   * Withdraws a key by its name.
   *
   * @throws quayside.core.problem.ProblemException {@code not-found} if there is none
   */
  void revoke(String target, Optional<String> pool, String name) throws IOException;

  /**
   * Withdraws the send key of a source, under all names and from all pools.
   *
   * @return the names that it had
   */
  List<String> revoke(Sender source, String target) throws IOException;

  /** Opens the restricted shell of a node from the source, with the source's own key. */
  Access test(Sender source, String target) throws IOException;

  /**
   * Where a send key is trusted.
   *
   * @param key it; absent: there is none yet
   * @param entries where it is authorised
   * @param unknown nodes that did not answer and may trust it too
   */
  record Trusting(Optional<SendKey> key, List<At> entries, List<String> unknown) {

    /**
     * One place.
     *
     * @param node the trusting node
     * @param pool the list
     * @param key the entry
     */
    public record At(String node, String pool, AuthorizedKey key) {}

    /** The nodes that trust it. */
    public List<String> nodes() {
      return entries.stream().map(At::node).distinct().toList();
    }
  }

  /**
   * What came of a new send key.
   *
   * @param key the new one
   * @param done nodes that trust it now
   * @param failed sentences about those that do not
   */
  record Renewal(SendKey key, List<String> done, List<String> failed) {}
}
