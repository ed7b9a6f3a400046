package quayside.core.archive.zfs;

import java.util.Optional;

/**
 * One snapshot in an archive.
 *
 * @param fullName as its sender called it, {@code pool/dataset@snapshot}
 * @param guid its own number
 * @param fromGuid the number of the snapshot it builds on; 0 where it is complete in itself
 * @param created seconds since 1970
 * @param closed why its files cannot be shown, in words
 */
public record Snapshot(
    String fullName, long guid, long fromGuid, long created, Optional<String> closed) {
  /** What follows the at sign. */
  public String name() {
    return fullName.substring(fullName.indexOf('@') + 1);
  }
}
