package quayside.core.archive.zfs;

/**
 * What identifies a snapshot in a stream that is to be written.
 *
 * @param fullName {@code pool/dataset@snapshot}, at most 255 bytes
 * @param guid any number but 0; the receiver matches increments by it
 * @param created seconds since 1970
 */
public record SnapshotId(String fullName, long guid, long created) {
  /** Checks the parts. */
  public SnapshotId {
    if (guid == 0 || fullName.indexOf('@') <= 0) {
      throw new IllegalArgumentException("not a snapshot: " + fullName + " " + guid);
    }
  }

  /** What comes before the at sign. */
  public String dataset() {
    return fullName.substring(0, fullName.indexOf('@'));
  }

  /** What follows the at sign. */
  public String name() {
    return fullName.substring(fullName.indexOf('@') + 1);
  }
}
