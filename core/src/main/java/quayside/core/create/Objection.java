package quayside.core.create;

import quayside.core.migrate.Finding;

/**
 * Something about a wish for an instance that will not work or has consequences.
 *
 * @param part what of the wish it is about
 */
public record Objection(Part part, Finding finding) {

  /** The parts of a wish. */
  public enum Part {
    NAME,
    SOURCE,
    PROJECT,
    PROFILES,
    STORAGE,
    SETTINGS
  }

  /** Whether it forbids the whole. */
  public boolean blocks() {
    return finding.severity() == Finding.Severity.BLOCKER;
  }
}
