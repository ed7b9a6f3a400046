package quayside.core.operation;

import java.util.Optional;
import quayside.core.model.ContainerRef;

/** One end of an operation: where something comes from or goes to. */
public sealed interface Place {

  /**
   * A container on a node.
   *
   * @param node name of the node
   * @param pool pool there; empty: the one that the node chooses
   * @param id the container's id there
   */
  record OnNode(String node, String pool, String id) implements Place {
    /** As people write it, {@code NODE:ID}. */
    @Override
    public String toString() {
      return node + ":" + id;
    }
  }

  /**
   * A file on this machine.
   *
   * @param path absolute
   */
  record InFile(String path) implements Place {
    @Override
    public String toString() {
      return path;
    }
  }

  /**
   * What a container is made from, if it is neither a container nor a file.
   *
   * @param name of the image; {@code nothing} for a container without files
   */
  record Template(String name) implements Place {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A container that exists. */
  static OnNode of(ContainerRef container) {
    return new OnNode(container.node(), container.pool(), container.id());
  }

  /** The node's name, if it is on one. */
  default Optional<String> onNode() {
    return container().map(ContainerRef::node);
  }

  /** The container's name, if this is one on a node. */
  default Optional<ContainerRef> container() {
    return switch (this) {
      case OnNode on -> Optional.of(new ContainerRef(on.node, on.pool, on.id));
      case InFile _, Template _ -> Optional.empty();
    };
  }
}
