package quayside.gui.nodes;

/** What the fleet asks while containers are dragged over it. */
public interface Drops {

  /** How a node looks while something is held over it. */
  enum Verdict {
    GOOD,
    BAD
  }

  /** Something is held over a node; called again and again. */
  Verdict over(String node, boolean cloning, double sceneX, double sceneY);

  /** It left the node again, or was dropped. */
  void left(String node);

  /** It was dropped. */
  void drop(String node, boolean cloning);
}
