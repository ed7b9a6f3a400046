package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.problem.Problem;
import quayside.transport.Endpoint;
import quayside.transport.TransportException;
import quayside.transport.keys.PublicKeyLine;

/**
 * Under which address a target sees its source. Only the target can tell; the desktop's own access
 * to both asks it, through the source.
 *
 * @param address if it is known
 * @param words for sentences: {@code from 10.0.0.1}, or why it is not known
 */
record SeenAddress(Optional<String> address, String words) {

  static SeenAddress of(Errand errand, Node to, ContainerDriver source, ContainerDriver target)
      throws IOException {
    try {
      String address = Situation.keys(source).seenBy(login(errand, to, target));
      return new SeenAddress(Optional.of(address), "from " + address);
    } catch (DriverException | TransportException e) {
      String words =
          "from any address, because it is not known how %s sees %s (%s)"
              .formatted(
                  errand.request().target(),
                  errand.request().source().node(),
                  Problem.of(e).sentence());
      return new SeenAddress(Optional.empty(), words);
    }
  }

  /** As the desktop logs in, but where the source goes, and to nobody but the target. */
  private static Endpoint.Ssh login(Errand errand, Node to, ContainerDriver target)
      throws IOException {
    PeerAddress peer = errand.peer(to);
    Endpoint.Ssh own =
        to.login().orElseThrow(() -> new DriverException.Unsupported("It is not reached by SSH."));
    Optional<String> pin =
        Situation.keys(target).hostKeys().stream()
            .map(PublicKeyLine::fingerprint)
            .findFirst()
            .or(own::hostKey);
    if (pin.isEmpty()) {
      throw new DriverException.Unsupported("Its host key is not known.");
    }
    return new Endpoint.Ssh(
        peer.host(),
        OptionalInt.of(peer.port()),
        own.user(),
        own.identity(),
        pin,
        false,
        own.timeout());
  }
}
