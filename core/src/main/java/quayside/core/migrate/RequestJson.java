package quayside.core.migrate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.migrate.MoveRequest.Options;
import quayside.core.migrate.MoveRequest.SwitchOver;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.Order;
import quayside.core.operation.Place;

/** A request as the details of an order, and back. */
final class RequestJson {
  private RequestJson() {}

  static Order order(MoveRequest request) {
    Options options = request.options();
    var details = new LinkedHashMap<String, Object>();
    options.asId().ifPresent(v -> details.put("asId", v));
    options.asUser().ifPresent(v -> details.put("asUser", v));
    options.asGroup().ifPresent(v -> details.put("asGroup", v));
    options.toPool().ifPresent(v -> details.put("toPool", v));
    options.port().ifPresent(v -> details.put("port", (long) v));
    details.put("network", options.network());
    details.put("start", options.start());
    details.put("restart", options.restart());
    details.put("consistent", options.consistent());
    switch (options.switchOver()) {
      case SwitchOver.WhenReady _ -> details.put("switch", "ready");
      case SwitchOver.WithoutSync _ -> details.put("switch", "without-sync");
      case SwitchOver.WhenTold _ -> details.put("switch", "told");
      case SwitchOver.IfBelow below -> {
        details.put("switch", "below");
        details.put("limitMillis", below.limit().toMillis());
      }
    }
    return new Order(
        request.cloning() ? Kind.CLONE : Kind.MOVE,
        Place.of(request.source()),
        new Place.OnNode(request.target(), options.toPool().orElse(""), request.targetId()),
        details);
  }

  static MoveRequest request(Order order) {
    Map<String, Object> details = order.details();
    return new MoveRequest(
        order.source().container().orElseThrow(),
        order.target().onNode().orElseThrow(),
        order.kind() == Kind.CLONE,
        new Options(
            text(details, "asId"),
            text(details, "asUser"),
            text(details, "asGroup"),
            text(details, "toPool"),
            flag(details, "network"),
            flag(details, "start"),
            flag(details, "restart"),
            flag(details, "consistent"),
            number(details, "port").map(Long::intValue),
            switchOver(details)));
  }

  private static SwitchOver switchOver(Map<String, Object> details) {
    return switch (text(details, "switch").orElse("told")) {
      case "ready" -> new SwitchOver.WhenReady();
      case "without-sync" -> new SwitchOver.WithoutSync();
      case "below" ->
          new SwitchOver.IfBelow(Duration.ofMillis(number(details, "limitMillis").orElse(0L)));
      default -> new SwitchOver.WhenTold(); // a newer version's word: better ask
    };
  }

  private static Optional<String> text(Map<String, Object> details, String key) {
    return Optional.ofNullable(details.get(key)).map(Object::toString);
  }

  private static Optional<Long> number(Map<String, Object> details, String key) {
    return details.get(key) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  private static boolean flag(Map<String, Object> details, String key) {
    return !Boolean.FALSE.equals(details.get(key)); // every one of them is on by default
  }
}
