package quayside.core.archive;

/**
 * What the head of a ZFS send stream tells.
 *
 * @param member in which member of the archive; empty where the file is the stream
 * @param snapshot full name, {@code pool/dataset@snapshot}
 * @param guid of that snapshot
 * @param fromGuid of the snapshot it builds on; 0 for a full stream
 * @param created Unix seconds
 * @param gzip whether the member is compressed as a whole
 * @param compressed whether its blocks travel compressed
 * @param encrypted whether its blocks travel encrypted
 */
public record StreamFacts(
    String member,
    String snapshot,
    long guid,
    long fromGuid,
    long created,
    boolean gzip,
    boolean compressed,
    boolean encrypted) {

  /** Whether it stands for itself. */
  public boolean full() {
    return fromGuid == 0;
  }
}
