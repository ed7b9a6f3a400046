package quayside.core.migrate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What would happen, found out by asking both nodes.
 *
 * @param findings blockers first
 * @param bytes to carry, as far as known
 * @param duration of the whole, as far as can be told
 * @param stop how long the container will be stopped, as far as can be told
 * @param commands the equivalent commands, one a line, each with the node it runs on
 */
public record Preflight(
    List<Finding> findings,
    OptionalLong bytes,
    Optional<Duration> duration,
    Optional<Duration> stop,
    List<String> commands) {

  /** Whether nothing forbids it. */
  public boolean possible() {
    return findings.stream().noneMatch(f -> f.severity() == Finding.Severity.BLOCKER);
  }
}
