package quayside.core.migrate;

import java.util.List;

/**
 * What only some ways of moving can be told. Each kind belongs to the ways that know it; who shows
 * or reads them switches over the kinds.
 */
public sealed interface WayOptions permits WayOptions.None, OsctlOptions, IncusOptions {

  /** What was asked for, in a few words each: {@code another user}. Empty: nothing. */
  List<String> wishes();

  /** Nothing special: every way takes it. */
  record None() implements WayOptions {
    @Override
    public List<String> wishes() {
      return List.of();
    }
  }
}
