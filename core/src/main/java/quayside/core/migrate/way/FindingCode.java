package quayside.core.migrate.way;

import java.util.Locale;
import quayside.core.migrate.Finding;

/**
 * What preflight can find. The constants of enums implement it; their names are the stable codes of
 * {@link Finding}, so that a test can ask for each of them whether its condition was ever made on a
 * node.
 */
public interface FindingCode {

  /** Of the constant. */
  String name();

  /** The finding that this one could not be looked for. */
  FindingCode unknown();

  /** As {@link Finding#code} has it: {@code key-missing}. */
  default String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
