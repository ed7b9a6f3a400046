package quayside.core.model;

import java.util.Optional;
import quayside.transport.Endpoint;

/**
 * A node of the fleet, as written in the node book.
 *
 * @param name unique in the fleet, without a colon
 * @param platform what runs there
 * @param address how this desktop reaches it
 * @param peer how other nodes reach it; absent: host and port of {@code address}
 */
public record Node(
    String name, Platform platform, Endpoint.Ssh address, Optional<PeerAddress> peer) {

  /** The address that other nodes use. */
  public PeerAddress peerAddress() {
    return peer.orElseGet(() -> new PeerAddress(address.host(), address.port().orElse(22)));
  }
}
