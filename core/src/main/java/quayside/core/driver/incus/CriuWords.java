package quayside.core.driver.incus;

import java.util.Optional;
import java.util.regex.Pattern;

/** What servers repeat of CRIU's log when a container could not go on: mostly of no use. */
final class CriuWords {
  private static final String FAILED = "migration restore failed";

  /** Of the many lines that say {@code Error}, the one before this gave it the rest. */
  private static final Pattern REASON =
      Pattern.compile("Error \\(criu/[^)\\n]*\\): (?<reason>[^\\n]*)\\n[^\\n]*Restoring FAILED");

  private CriuWords() {}

  /** The reason alone, if it is about that. */
  static Optional<String> sentence(String text) {
    if (!text.contains(FAILED)) {
      return Optional.empty();
    }
    var reason = REASON.matcher(text);
    return Optional.of(
        reason.find()
            ? "Its memory could not be restored there: CRIU says “%s”."
                .formatted(Refusals.beginning(reason.group("reason")))
            : "Its memory could not be restored there.");
  }
}
