package quayside.core.driver.osctl;

import java.util.Optional;
import java.util.Set;
import quayside.core.driver.NodeEvent;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.ContainerState;

/** osctld's events (facts: {@code monitor}) as ours. */
final class Events {
  /** Types after which lists look different. */
  private static final Set<String> LISTS = Set.of("db", "ct_init_pid", "ct_netif");

  private Events() {}

  /** What an event means for lists; empty if nothing. */
  static Optional<NodeEvent> read(JsonValue event, long nanoTime) {
    try {
      String type = event.get("type").textOr("");
      JsonValue details = event.get("opts");
      if (type.equals("state")) {
        return Optional.of(
            new NodeEvent.StateChanged(
                details.get("pool").text(),
                details.get("id").text(),
                ContainerState.of(details.get("state").text()),
                nanoTime));
      }
      boolean another =
          LISTS.contains(type) || (type.equals("management") && changesSomething(details));
      return another ? Optional.of(new NodeEvent.ListChanged()) : Optional.empty();
    } catch (JsonException _) {
      return Optional.of(new NodeEvent.ListChanged()); // unknown shape: better ask again
    }
  }

  /** Every request is an event, also our own questions: those must not lead to questions again. */
  private static boolean changesSomething(JsonValue details) throws JsonException {
    String command = details.get("cmd").textOr("");
    boolean setting =
        command.contains("_set")
            || command.contains("_unset")
            || command.startsWith("ct_ch")
            || command.startsWith("ct_recon")
            || command.startsWith("ct_cfg")
            || command.startsWith("netif_ip_add")
            || command.startsWith("netif_ip_del");
    return setting && details.get("state").textOr("").equals("done");
  }
}
