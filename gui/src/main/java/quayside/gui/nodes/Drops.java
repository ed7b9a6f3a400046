package quayside.gui.nodes;

import java.nio.file.Path;
import java.util.List;

/** What the fleet asks while containers or files are dragged over it. */
public interface Drops {

  /** How a node looks while something is held over it. */
  enum Verdict {
    GOOD,
    BAD
  }

  /** Something is held over a node; called again and again. */
  Verdict over(String node, boolean cloning, double sceneX, double sceneY);

  /** Files are held over a node; called again and again. */
  Verdict overFiles(String node, List<Path> files, double sceneX, double sceneY);

  /** Files were dropped. */
  void dropFiles(String node, List<Path> files);

  /** It left the node again, or was dropped. */
  void left(String node);

  /** It was dropped. */
  void drop(String node, boolean cloning);
}
