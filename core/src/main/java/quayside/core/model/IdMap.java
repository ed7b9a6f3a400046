package quayside.core.model;

/**
 * One range of a user's id map.
 *
 * @param nsId first id inside the container
 * @param hostId first id on the node
 * @param count how many ids
 */
public record IdMap(long nsId, long hostId, long count) {

  /** Whether both take some of the same ids of a node. */
  public boolean overlaps(IdMap other) {
    return hostId < other.hostId + other.count && other.hostId < hostId + count;
  }

  /** As osctl writes it, {@code ns:host:count}. */
  public String text() {
    return nsId + ":" + hostId + ":" + count;
  }
}
