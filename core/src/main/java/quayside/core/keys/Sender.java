package quayside.core.keys;

/**
 * Whoever sends: a pool of a node, because each pool has a send key of its own.
 *
 * @param node name of the node
 * @param pool name of the pool
 */
public record Sender(String node, String pool) {

  @Override
  public String toString() {
    return node + ":" + pool;
  }
}
