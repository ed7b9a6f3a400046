package quayside.gui.migrate;

import java.util.List;
import java.util.Optional;
import quayside.core.migrate.IncusOptions.Route;
import quayside.gui.fx.Texts;

/** How the bytes of a move can be made to go, in words. */
final class Routes {
  /** Whatever reaches, first; then each alone. */
  static final List<Optional<Route>> CHOICES =
      List.of(
          Optional.empty(),
          Optional.of(Route.PULL),
          Optional.of(Route.PUSH),
          Optional.of(Route.RELAY));

  private Routes() {}

  static String words(Optional<Route> route) {
    return route
        .map(one ->
            switch (one) {
              case PULL -> Texts.get("plan.route.pull");
              case PUSH -> Texts.get("plan.route.push");
              case RELAY -> Texts.get("plan.route.relay");
            })
        .orElseGet(() -> Texts.get("plan.route.any"));
  }
}
