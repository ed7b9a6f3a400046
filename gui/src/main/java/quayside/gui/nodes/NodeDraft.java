package quayside.gui.nodes;

import java.util.Optional;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;

/**
 * A node as it was typed.
 *
 * @param kind absent: to be found out
 */
record NodeDraft(
    String name, Optional<Platform> kind, Endpoint address, Optional<PeerAddress> peer) {

  /** The node, once its kind and its address are known for sure. */
  Node of(Platform platform, Endpoint known) {
    return new Node(name, platform, known, peer);
  }
}
