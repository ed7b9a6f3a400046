package quayside.core.model;

/**
 * Names one container of the fleet.
 *
 * @param node name of the node
 * @param pool the part of the node in which the id is unique: a pool of vpsAdminOS, a project of
 *     Incus and LXD
 * @param id id in that part
 */
public record ContainerRef(String node, String pool, String id) {

  /** Pool (or project) and id as drivers are asked for it, {@code pool:id}. */
  public String onNode() {
    return pool + ":" + id;
  }

  /** As people write it, {@code NODE:ID}. */
  @Override
  public String toString() {
    return node + ":" + id;
  }
}
