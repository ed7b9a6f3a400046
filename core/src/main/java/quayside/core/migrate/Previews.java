package quayside.core.migrate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.Sizes;
import quayside.core.migrate.way.Way;
import quayside.core.model.Container;
import quayside.core.model.NodeFacts;

/** What a drop would mean, from what is known of both nodes. */
final class Previews {
  private final Ways ways;
  private final Experience experience;

  Previews(Ways ways, Experience experience) {
    this.ways = ways;
    this.experience = experience;
  }

  Preview of(MoveRequest request, NodeView from, NodeView to) {
    return switch (ways.choose(request.options(), from, to)) {
      case Ways.Choice.Nothing nothing -> new Preview.Refused(nothing.why());
      case Ways.Choice.Found found -> of(request, found.way(), from, to);
    };
  }

  private Preview of(MoveRequest request, Way way, NodeView from, NodeView to) {
    for (NodeView view : List.of(from, to)) {
      if (view.status() != NodeView.Status.READY) {
        return new Preview.Refused(view.node().name() + " cannot be reached just now.");
      }
    }
    Optional<Container> container =
        from.containers().stream().filter(c -> c.ref().equals(request.source())).findFirst();
    if (container.isEmpty()) {
      return new Preview.Refused(
          "“" + request.source().id() + "” is not on " + request.source().node() + " any more.");
    }
    Optional<String> forbidden = forbidden(request, way, container.get(), to);
    return forbidden.isPresent()
        ? new Preview.Refused(forbidden.get())
        : timed(request, way.preview(request, container.get(), from, to));
  }

  /** What forbids it whatever is chosen in a plan. */
  private static Optional<String> forbidden(
      MoveRequest request, Way way, Container container, NodeView to) {
    if (!CommonChecks.sendable(container.state())) {
      return Optional.of(
          "“%s” is “%s” and cannot be sent."
              .formatted(container.ref().id(), container.state().text()));
    }
    boolean taken = to.containers().stream().anyMatch(c -> c.ref().id().equals(request.targetId()));
    if (taken && !way.refreshes()) {
      return Optional.of(
          "On %s is a container “%s” already.".formatted(request.target(), request.targetId()));
    }
    OptionalLong free =
        to.facts().stream()
            .flatMap(f -> f.pools().stream())
            .map(NodeFacts.Pool::free)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .max();
    OptionalLong bytes = container.disk();
    boolean tooMuch = bytes.isPresent() && free.isPresent() && bytes.getAsLong() > free.getAsLong();
    return tooMuch
        ? Optional.of(
            "%s has only %s free for %s."
                .formatted(
                    request.target(), Sizes.text(free.getAsLong()), Sizes.text(bytes.getAsLong())))
        : Optional.empty();
  }

  /** With the time that it takes by experience. */
  private Preview timed(MoveRequest request, Preview preview) {
    return switch (preview) {
      case Preview.Refused no -> no;
      case Preview.Possible p ->
          new Preview.Possible(
              p.method(),
              p.bytes(),
              p.duration().or(() -> experience.duration(request, p.bytes())),
              p.stop());
    };
  }
}
