package quayside.core.migrate;

import java.util.Optional;

/**
 * Something that preflight found out.
 *
 * @param code stable short name, for example {@code key-unauthorized}
 * @param severity how bad it is
 * @param sentence what is so, for people
 * @param fix what Quayside can do about it
 */
public record Finding(String code, Severity severity, String sentence, Optional<Fix> fix) {

  /** How bad a finding is. */
  public enum Severity {
    /** The move would fail or harm: it is refused. */
    BLOCKER,
    /** It can go wrong or has consequences; the person decides. */
    WARNING,
    /** Looked at and fine. */
    OK
  }

  /**
   * Something Quayside can do about a finding.
   *
   * @param id names it for {@link Moves#fix}
   * @param label for a button, effect first
   */
  public record Fix(String id, String label) {}
}
