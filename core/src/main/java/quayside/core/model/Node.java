package quayside.core.model;

import java.util.Optional;
import quayside.transport.Endpoint;

/**
 * A node of the fleet, as written in the node book.
 *
 * @param name unique in the fleet, without a colon
 * @param platform what runs there
 * @param address how this desktop reaches it: a login, or for Incus and LXD also the server itself
 * @param peer how other nodes reach it; absent: host of {@code address}, at the usual port
 */
public record Node(String name, Platform platform, Endpoint address, Optional<PeerAddress> peer) {

  /** The address that other nodes use: SSH for vpsAdminOS, HTTPS for Incus and LXD. */
  public PeerAddress peerAddress() {
    return peer.orElseGet(() -> new PeerAddress(address.host(), peerPort()));
  }

  /** How this desktop logs in to its machine; a server that is reached by HTTPS has no login. */
  public Optional<Endpoint.Ssh> login() {
    return address instanceof Endpoint.Ssh ssh ? Optional.of(ssh) : Optional.empty();
  }

  private int peerPort() {
    return switch (address) {
      case Endpoint.Https https -> https.port().orElse(Endpoint.Https.DEFAULT_PORT);
      case Endpoint.Ssh ssh ->
          platform.isInstanceServer() ? Endpoint.Https.DEFAULT_PORT : ssh.port().orElse(22);
    };
  }
}
