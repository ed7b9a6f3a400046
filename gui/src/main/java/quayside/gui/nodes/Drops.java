package quayside.gui.nodes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;

/** What the fleet asks while containers or files are dragged over it. */
public interface Drops {

  /**
   * What the pointer holds something over.
   *
   * @param node name of the node
   * @param welcome whether it may be dropped there
   */
  record Held(String node, boolean welcome) {}

  /** The node that something is held over now; rows look at it, whichever cell shows them. */
  ReadOnlyObjectProperty<Optional<Held>> held();

  /** Containers are held over a node; called again and again; returns whether they are welcome. */
  boolean over(String node, boolean cloning, double sceneX, double sceneY);

  /** Files are held over a node; called again and again; returns whether they are welcome. */
  boolean overFiles(String node, List<Path> files, double sceneX, double sceneY);

  /** Containers were dropped. */
  void drop(String node, boolean cloning);

  /** Files were dropped. */
  void dropFiles(String node, List<Path> files);

  /** Nothing is held over a node any more. */
  void left();
}
