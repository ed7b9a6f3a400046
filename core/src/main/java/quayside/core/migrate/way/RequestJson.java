package quayside.core.migrate.way;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.MoveRequest.Options;
import quayside.core.migrate.MoveRequest.SwitchOver;
import quayside.core.migrate.WayOptions;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.Order;
import quayside.core.operation.Place;

/** A request as an order with its details, and back. */
public final class RequestJson {
  private RequestJson() {}

  /**
   * The order of a request.
   *
   * @param recipe name of the way that carries it out
   * @param target where the container will be
   * @param special what only this way knows, by keys of its own
   */
  public static Order order(
      String recipe, MoveRequest request, Place.OnNode target, Map<String, Object> special) {
    Options options = request.options();
    var details = new LinkedHashMap<>(special);
    options.asId().ifPresent(v -> details.put("asId", v));
    options.toPool().ifPresent(v -> details.put("toPool", v));
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
        recipe,
        Place.of(request.source()),
        target,
        details);
  }

  /**
   * The request of an order.
   *
   * @param special what only its way knows, read from the details by that way
   */
  public static MoveRequest request(Order order, WayOptions special) {
    Map<String, Object> details = order.details();
    return new MoveRequest(
        order.source().container().orElseThrow(),
        order.target().onNode().orElseThrow(),
        order.kind() == Kind.CLONE,
        new Options(
            text(details, "asId"),
            text(details, "toPool"),
            flag(details, "network"),
            flag(details, "start"),
            flag(details, "restart"),
            flag(details, "consistent"),
            switchOver(details),
            Optional.of(order.recipe()),
            special));
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

  /** A detail that is a text. */
  public static Optional<String> text(Map<String, Object> details, String key) {
    return Optional.ofNullable(details.get(key)).map(Object::toString);
  }

  /** A detail that is a number. */
  public static Optional<Long> number(Map<String, Object> details, String key) {
    return details.get(key) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  private static boolean flag(Map<String, Object> details, String key) {
    return !Boolean.FALSE.equals(details.get(key)); // every one of them is on by default
  }
}
