package quayside.core.migrate.incus;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import quayside.core.migrate.Remnant;
import quayside.core.migrate.Remnant.Kind;
import quayside.core.model.Container;

/** Tells by the marks in a server's list what operations left there. */
public final class Remnants {
  private Remnants() {}

  /** What a container is, if it is not just a container. */
  public static Optional<Remnant> of(Container container) {
    if (!(container.record().get("config") instanceof Map<?, ?> config)) {
      return Optional.empty();
    }
    Optional<String> before = Aside.nameBefore(text(config, Aside.KEY));
    if (before.isPresent()) {
      return Optional.of(
          new Remnant(
              Kind.SET_ASIDE,
              "It is what “%s” was before a refresh that goes on, or did not end. The check of the next refresh offers to give it its name again."
                  .formatted(before.get())));
    }
    return Mark.of(text(config, Mark.KEY)).map(mark -> of(mark, container));
  }

  private static Remnant of(Mark mark, Container container) {
    if (mark.stage() == Mark.Stage.COMPLETE) {
      return new Remnant(
          Kind.WHOLE_COPY,
          "It came by a move that goes on, or did not end: its original may be where it was. The activity of the computer that began it can end it.");
    }
    String used = String.valueOf(container.record().getOrDefault("last_used_at", ""));
    boolean never =
        used.isBlank()
            || used.startsWith("1970-")
            || used.startsWith("0001-")
            || (mark.stage() == Mark.Stage.COPIED && mark.lastUsed().equals(moment(used)));
    return never && !container.state().runs()
        ? new Remnant(
            Kind.HALF_COPY,
            "It is the half copy of a move that goes on, or did not end, and was never started. If nothing goes on any more it can be deleted.")
        : new Remnant(
            Kind.USED_COPY,
            "It is the half copy of a move that goes on, or did not end, and was started: it may hold what nothing else does.");
  }

  private static String moment(String time) {
    try {
      return OffsetDateTime.parse(time).toInstant().toString();
    } catch (DateTimeParseException _) {
      return time;
    }
  }

  private static String text(Map<?, ?> config, String key) {
    return config.get(key) instanceof String text ? text : "";
  }
}
