package quayside.core.driver.osctl;

import quayside.core.driver.NativeSend;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;

/**
 * Progress as osctld tells it: a text, or an object with {@code type} step, update or progress. The
 * sizes of a stream are in MiB.
 */
final class Progress {
  private static final long MIB = 1 << 20;

  private Progress() {}

  static void tell(JsonValue message, NativeSend.Listener listener) throws JsonException {
    if (message.raw() instanceof String text) {
      listener.update(text);
      return;
    }
    switch (message.get("type").textOr("")) {
      case "step" -> listener.update(message.get("title").textOr(message.get("text").textOr("")));
      case "update" -> listener.update(message.get("text").textOr(""));
      case "progress" -> {
        JsonValue data = message.get("data");
        long done = data.get("transfered").optionalNumber().orElse(0); // sic
        long total = data.get("size").optionalNumber().orElse(0);
        listener.bytes(Math.max(0, done) * MIB, Math.max(0, total) * MIB);
      }
      default -> {} // newer versions may say more
    }
  }
}
