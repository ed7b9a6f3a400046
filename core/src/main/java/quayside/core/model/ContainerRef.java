package quayside.core.model;

/**
 * Names one container of the fleet.
 *
 * @param node name of the node
 * @param pool pool on that node
 * @param id id in that pool
 */
public record ContainerRef(String node, String pool, String id) {

  /** Pool and id as the node's own tools name it, {@code pool:id}. */
  public String onNode() {
    return pool + ":" + id;
  }

  /** As people write it, {@code NODE:ID}. */
  @Override
  public String toString() {
    return node + ":" + id;
  }
}
