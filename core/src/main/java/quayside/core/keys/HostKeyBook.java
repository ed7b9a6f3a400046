package quayside.core.keys;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.transport.hosts.KnownHost;
import quayside.transport.keys.PublicKeyLine;

/** Which host keys are known: to this desktop of its nodes, and to nodes of each other. */
public interface HostKeyBook {

  /** What is known of each node of the fleet; reads files only. */
  List<OfNode> nodes() throws IOException;

  /** The lines of the user's known_hosts that speak of no node of the fleet. */
  List<KnownHost> others() throws IOException;

  /** Which key a node shows now; connects, but trusts nothing. */
  PublicKeyLine shown(String node) throws IOException;

  /**
   * Forgets what is known of a node, in known_hosts and in the node book.
   *
   * @return how many lines and entries were forgotten
   */
  int forget(String node) throws IOException;

  /** Forgets what is known of any machine, written as {@code HOST} or {@code HOST:PORT}. */
  int forgetHost(PeerAddress host) throws IOException;

  /**
   * Puts the key that a node shows now in place of the known ones.
   *
   * @param sha256 what the person accepted; another one changes nothing
   */
  void replace(String node, String sha256) throws IOException;

  /** What a source sees and knows of a target's host keys; asks both nodes. */
  Between between(String source, String target) throws IOException;

  /**
   * Lets root of the source know the target's host keys, before the first send.
   *
   * @param accepted a fingerprint that the person vouches for; absent: only keys that the target
   *     itself, asked over the desktop's own connection, says it has
   * @return what was pinned
   * @throws quayside.core.problem.ProblemException {@code host-key-unconfirmed} if the source is
   *     shown something else; nothing is changed then
   */
  List<PublicKeyLine> pin(String source, String target, Optional<String> accepted)
      throws IOException;

  /**
   * A node and its known keys.
   *
   * @param node its page in the book
   * @param pin the one key that the book accepts; known_hosts is then not asked
   * @param known lines of known_hosts
   */
  record OfNode(Node node, Optional<String> pin, List<KnownHost> known) {}

  /**
   * Host keys between two nodes.
   *
   * @param peer where the source reaches the target
   * @param shown what the source is shown there now
   * @param known what root of the source knows
   * @param own what the target says it has
   */
  record Between(
      PeerAddress peer,
      List<PublicKeyLine> shown,
      List<PublicKeyLine> known,
      List<PublicKeyLine> own) {

    /** The keys shown that the target itself says it has. */
    public List<PublicKeyLine> confirmed() {
      return shown.stream().filter(key -> own.stream().anyMatch(key::sameKey)).toList();
    }

    /** Whether the source knows a key and is shown another one. */
    public boolean changed() {
      return !known.isEmpty()
          && !shown.isEmpty()
          && shown.stream().noneMatch(key -> known.stream().anyMatch(key::sameKey));
    }
  }
}
