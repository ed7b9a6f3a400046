package quayside.core.migrate.osctl;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.way.RequestJson;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.operation.Order;
import quayside.core.operation.Place;

/**
 * A request between vpsAdminOS nodes.
 *
 * @param request what is wanted
 * @param special the part of it that only osctl knows
 * @param onceKey the name of its one-time key, written down before anything is done, so that
 *     whoever goes on with it knows what to remove
 */
record Errand(MoveRequest request, OsctlOptions special, Optional<String> onceKey) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Errand of(MoveRequest request) {
    return new Errand(
        request,
        request.options().special() instanceof OsctlOptions given ? given : OsctlOptions.DEFAULT,
        Optional.empty());
  }

  static Errand of(Order order) {
    Map<String, Object> details = order.details();
    var special =
        new OsctlOptions(
            RequestJson.text(details, "asUser"),
            RequestJson.text(details, "asGroup"),
            RequestJson.number(details, "port").map(Long::intValue),
            RequestJson.text(details, "onceKey").isPresent());
    return new Errand(
        RequestJson.request(order, special), special, RequestJson.text(details, "onceKey"));
  }

  Order order() {
    var details = new LinkedHashMap<String, Object>();
    special.asUser().ifPresent(v -> details.put("asUser", v));
    special.asGroup().ifPresent(v -> details.put("asGroup", v));
    special.port().ifPresent(v -> details.put("port", (long) v));
    if (special.once()) {
      byte[] random = new byte[6];
      RANDOM.nextBytes(random);
      details.put("onceKey", OnceKey.PREFIX + HexFormat.of().formatHex(random));
    }
    var there =
        new Place.OnNode(
            request.target(), request.options().toPool().orElse(""), request.targetId());
    return RequestJson.order(SendRecipe.NAME, request, there, details);
  }

  /** Where the source reaches the target. */
  PeerAddress peer(Node target) {
    PeerAddress peer = target.peerAddress();
    Optional<Integer> port = special.port();
    return port.map(p -> new PeerAddress(peer.host(), p)).orElse(peer);
  }
}
