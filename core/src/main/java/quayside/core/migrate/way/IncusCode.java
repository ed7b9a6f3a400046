package quayside.core.migrate.way;

/** What can be found of Incus and LXD servers alone. */
public enum IncusCode implements FindingCode {
  LEFTOVER,
  KIND,
  EPHEMERAL,
  FROZEN,
  PROJECT_MISSING,
  PROFILE_MISSING,
  POOL_MISSING,
  NETWORK_MISSING,
  DEVICE_ON_NODE,
  SETTINGS_LOST,
  SNAPSHOTS_LOST,
  ROUTE;

  @Override
  public IncusCode unknown() {
    throw new IllegalStateException(name() + " is always told");
  }
}
