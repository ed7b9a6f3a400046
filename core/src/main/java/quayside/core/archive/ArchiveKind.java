package quayside.core.archive;

/** Kinds of archives that can be opened. */
public enum ArchiveKind {
  /** A tar archive with configuration and ZFS streams, as {@code osctl ct export} writes it. */
  OSCTL_EXPORT,
  /** A tar archive of an Incus or LXD server: settings, files and snapshots of an instance. */
  INSTANCE_BACKUP,
  /** Nothing but a ZFS send stream. */
  ZFS_STREAM
}
