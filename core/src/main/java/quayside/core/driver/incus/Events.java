package quayside.core.driver.incus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.NodeEvent;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.ContainerState;

/** Events of type {@code lifecycle} as ours. */
final class Events {
  private static final Pattern INSTANCE = Pattern.compile("^/1\\.0/instances/([^/?]+)[^?]*(.*)");
  private static final Pattern PROJECT = Pattern.compile("[?&]project=([A-Za-z0-9._%-]+)");

  /** After these, lists look different. */
  private static final Set<String> LISTS =
      Set.of(
          "instance-created",
          "instance-deleted",
          "instance-renamed",
          "instance-updated",
          "instance-restored",
          "instance-migrated",
          "instance-restarted",
          "instance-snapshot-created",
          "instance-snapshot-deleted",
          "instance-snapshot-renamed",
          "profile-updated",
          "profile-renamed",
          "project-deleted",
          "project-renamed");

  private Events() {}

  /** What an event means for lists; empty if nothing. */
  static Optional<NodeEvent> read(JsonValue event, long nanoTime) throws JsonException {
    JsonValue metadata = event.get("metadata");
    String action = metadata.get("action").textOr("");
    ContainerState state = state(action);
    if (state == null) {
      return LISTS.contains(action) ? Optional.of(new NodeEvent.ListChanged()) : Optional.empty();
    }
    Matcher named = INSTANCE.matcher(metadata.get("source").textOr(""));
    if (!named.find()) {
      return Optional.of(new NodeEvent.ListChanged());
    }
    Matcher query = PROJECT.matcher(named.group(2));
    String project =
        query.find()
            ? URLDecoder.decode(query.group(1), StandardCharsets.UTF_8)
            : event.get("project").textOr("default");
    return Optional.of(new NodeEvent.StateChanged(project, named.group(1), state, nanoTime));
  }

  private static @Nullable ContainerState state(String action) {
    return switch (action) {
      case "instance-started", "instance-resumed" -> ContainerState.RUNNING;
      case "instance-stopped", "instance-shutdown" -> ContainerState.STOPPED;
      case "instance-paused" -> ContainerState.FROZEN;
      default -> null;
    };
  }
}
