package quayside.core.migrate.way;

/** What can be found of Incus and LXD servers alone. */
public enum IncusCode implements FindingCode {
  LEFTOVER,
  KIND,
  EPHEMERAL,
  PROTECTED,
  FROZEN,
  PROJECT_MISSING,
  PROFILE_MISSING,
  POOL_MISSING,
  NETWORK_MISSING,
  DEVICE_ON_NODE,
  SETTINGS_LOST,
  SNAPSHOTS_LOST,
  SNAPSHOTS_REFUSED,
  ROUTE,
  MAYBE_SECRET,
  ASIDE,
  REFRESH,
  SNAPSHOT,
  LIVE,
  LIVE_UNKNOWN;

  @Override
  public IncusCode unknown() {
    if (this == LIVE) {
      return LIVE_UNKNOWN;
    }
    throw new IllegalStateException(name() + " is always told");
  }
}
