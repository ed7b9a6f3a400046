package quayside.core.archive.zfs;

/**
 * A state of a file system that is sent, or from which something is sent: its snapshot and its
 * files.
 */
public record SendState(SnapshotId id, FileView view) {}
