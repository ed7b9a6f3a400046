package quayside.core.transfer;

/**
 * What only exports of Incus and LXD servers can be told.
 *
 * @param snapshots whether the instance's snapshots come along
 * @param optimized in the own format of the storage: smaller and faster, but only for pools of that
 *     kind, and nobody can look inside
 */
public record BackupOptions(boolean snapshots, boolean optimized) {
  /** With snapshots, as plain files. */
  public static final BackupOptions DEFAULT = new BackupOptions(true, false);
}
