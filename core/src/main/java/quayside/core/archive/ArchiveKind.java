package quayside.core.archive;

/** Kinds of archives that can be opened. */
public enum ArchiveKind {
  /** A tar archive with configuration and ZFS streams, as {@code osctl ct export} writes it. */
  OSCTL_EXPORT,
  /** Nothing but a ZFS send stream. */
  ZFS_STREAM
}
