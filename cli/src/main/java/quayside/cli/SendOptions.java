package quayside.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.MoveRequest.SwitchOver;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.WayOptions;

/**
 * The options of a move that all ways of sending share; named as {@code osctl ct send} has them.
 */
final class SendOptions {
  @Option(names = "--clone", description = "The source stays.")
  private boolean cloning;

  @Option(names = "--as-id", paramLabel = "ID", description = "Another id on the target.")
  private Optional<String> asId = Optional.empty();

  @Option(names = "--as-user", paramLabel = "NAME", description = "Another user there.")
  private Optional<String> asUser = Optional.empty();

  @Option(names = "--as-group", paramLabel = "NAME", description = "Another group there.")
  private Optional<String> asGroup = Optional.empty();

  @Option(names = "--to-pool", paramLabel = "POOL", description = "The pool there.")
  private Optional<String> toPool = Optional.empty();

  @Option(names = "--no-network-interfaces", description = "Leave network interfaces behind.")
  private boolean noNetwork;

  @Option(names = "--no-start", description = "Do not start it on the target.")
  private boolean noStart;

  @Option(names = "--no-restart", description = "Do not start a clone's source again.")
  private boolean noRestart;

  @Option(names = "--no-consistent", description = "Do not stop a clone's source at all.")
  private boolean noConsistent;

  @Option(names = "--port", paramLabel = "P", description = "SSH port of the target.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--authorize-once",
      description = {
        "If the target does not trust the source: let it send this container once, and take that",
        "back afterwards, however the move ends."
      })
  private boolean once;

  boolean isCloning() {
    return cloning;
  }

  /** What only osctl's send knows. */
  OsctlOptions osctl() {
    return new OsctlOptions(asUser, asGroup, port, once);
  }

  MoveRequest.Options with(SwitchOver switchOver, Optional<String> way, WayOptions special) {
    return new MoveRequest.Options(
        asId, toPool, !noNetwork, !noStart, !noRestart, !noConsistent, switchOver, way, special);
  }

  /** Reads {@code now}, {@code ready}, {@code ask} or {@code below=2s} (also {@code 500ms}). */
  static SwitchOver switchOver(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return switch (word) {
      case "now" -> new SwitchOver.WithoutSync();
      case "ready" -> new SwitchOver.WhenReady();
      case "ask" -> new SwitchOver.WhenTold();
      default -> {
        if (!word.matches("below=\\d{1,6}(\\.\\d{1,3})?(ms|s|m)")) {
          throw new IllegalArgumentException(
              "“" + text + "” is no time to switch over: now, ready, ask or below=2s");
        }
        yield new SwitchOver.IfBelow(duration(word.substring("below=".length())));
      }
    };
  }

  private static Duration duration(String text) {
    double number = Double.parseDouble(text.replaceAll("[a-z]", ""));
    double millis =
        text.endsWith("ms") ? number : text.endsWith("m") ? number * 60_000 : number * 1000;
    return Duration.ofMillis(Math.round(millis));
  }
}
