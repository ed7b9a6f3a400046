package quayside.gui.migrate;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;

/**
 * What each of the five steps of a plan means for one request.
 *
 * @param request as it would be started now
 * @param instances whether it goes between Incus or LXD servers
 * @param plan what the nodes answered, if they did
 */
record PlanWords(MoveRequest request, boolean instances, Optional<Preflight> plan) {

  private Manner manner() {
    return request.options().special() instanceof IncusOptions told
        ? told.manner()
        : IncusOptions.DEFAULT.manner();
  }

  private boolean still() {
    return stop().filter(Duration::isZero).isPresent();
  }

  /** Nothing starts again what was stopped. */
  private boolean staysStopped() {
    MoveRequest.Options options = request.options();
    return request.cloning() ? !options.restart() : !options.start();
  }

  private Optional<Duration> stop() {
    return plan.flatMap(Preflight::stop);
  }

  String prepare() {
    if (manner() instanceof Manner.Refresh) {
      return Texts.get("plan.prepare.refresh");
    }
    return Texts.get(instances ? "plan.prepare.instance" : "plan.prepare");
  }

  String copy() {
    Optional<String> size =
        plan.map(Preflight::bytes)
            .filter(OptionalLong::isPresent)
            .map(bytes -> Figures.bytes(bytes.getAsLong()));
    return switch (manner()) {
      case Manner.OfSnapshot _ ->
          size.map(bytes -> Texts.get("plan.copy.snapshot", bytes))
              .orElse(Texts.get("plan.copy.snapshot.unknown"));
      case Manner.Refresh _ ->
          size.map(bytes -> Texts.get("plan.copy.refresh", bytes))
              .orElse(Texts.get("plan.copy.refresh.unknown"));
      case Manner.Fresh _, Manner.Live _ ->
          size.map(bytes -> still() ? bytes : Texts.get("plan.copy.bytes", bytes))
              .orElse(Texts.get("plan.copy"));
    };
  }

  String sync() {
    return switch (manner()) {
      case Manner.Live _, Manner.OfSnapshot _ -> Texts.get("plan.sync.none");
      case Manner.Fresh _, Manner.Refresh _ -> Texts.get("plan.sync");
    };
  }

  String switching() {
    if (!request.stops() || manner() instanceof Manner.OfSnapshot) {
      return Texts.get("plan.switch.none");
    }
    if (still()) {
      return Texts.get("plan.switch.still");
    }
    return switch (manner()) {
      case Manner.Live _ ->
          stop()
              .map(s -> Texts.get("plan.switch.live.stop", Figures.time(s)))
              .orElse(Texts.get("plan.switch.live"));
      case Manner.Fresh _, Manner.Refresh _, Manner.OfSnapshot _ ->
          staysStopped()
              ? Texts.get("plan.switch.stays")
              : stop()
                  .map(s -> Texts.get("plan.switch.stop", Figures.time(s)))
                  .orElse(Texts.get("plan.switch"));
    };
  }

  String verify() {
    if (manner() instanceof Manner.Refresh) {
      return Texts.get(request.cloning() ? "plan.verify.refresh.clone" : "plan.verify.refresh");
    }
    return Texts.get(request.cloning() ? "plan.verify.clone" : "plan.verify");
  }
}
