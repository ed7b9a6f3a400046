package quayside.core.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings of instances in which people keep passwords: what programs inside see, and what sets
 * them up. An order, which is written into a journal, must not carry them.
 */
public final class MaybeSecret {
  private static final Pattern KEY =
      Pattern.compile(
          "(environment|user|cloud-init)\\..*|.*(passw|passphrase|secret|token|credential).*",
          Pattern.CASE_INSENSITIVE);

  private MaybeSecret() {}

  /** The keys that have a value which may be one. */
  static List<String> keys(Map<String, String> config) {
    return config.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .filter(key -> KEY.matcher(key).matches())
        .sorted()
        .toList();
  }

  /** Why settings cannot stand in an order, and what to do instead; empty if they can. */
  public static Optional<String> refusal(Map<String, String> config) {
    List<String> keys = keys(config);
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", keys)
                + " may be a secret, and what is asked for stands in a journal. Go without it, and"
                + " set it afterwards: quayside config set NODE:CT --config-from "
                + keys.getFirst()
                + "=FILE.");
  }
}
