package quayside.core.driver.incus;

import static java.util.stream.Collectors.joining;

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
    return Optional.of(ofLog(text).orElse("Its memory could not be restored there."));
  }

  /** What CRIU's own log tells of a restore; absent if it does not tell that it failed. */
  static Optional<String> ofLog(String log) {
    String errors =
        log.lines().filter(line -> line.contains("Error (criu/")).collect(joining("\n"));
    var reason = REASON.matcher(errors);
    return reason.find()
        ? Optional.of(
            "Its memory could not be restored there: CRIU says “%s”."
                .formatted(Refusals.beginning(reason.group("reason"))))
        : Optional.empty();
  }
}
