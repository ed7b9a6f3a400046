package quayside.core.migrate.way;

import java.io.IOException;
import java.util.Optional;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.Preview;
import quayside.core.migrate.WayOptions;
import quayside.core.model.Container;
import quayside.core.model.Platform;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;

/**
 * One way of moving and cloning containers between two nodes. Several may join the same nodes; an
 * order is carried out, and continued, by the way that made it.
 */
public interface Way {

  /** Carries out the orders of this way and has its name. */
  Recipe recipe();

  /** Short and unique: people choose a way by it, and journals keep it. */
  default String name() {
    return recipe().name();
  }

  /** Whether it leads from nodes of one kind to nodes of another. */
  boolean joins(Platform from, Platform to);

  /**
   * Why it does not join two nodes although it is made for their kinds, as a sentence: from what is
   * known of them, asking nobody. What is not known yet hinders nothing.
   */
  default Optional<String> hindrance(NodeView from, NodeView to) {
    return Optional.empty();
  }

  /** What it alone can be told, as it is when nothing is said. */
  WayOptions defaults();

  /** Whether it knows the options that somebody gave. */
  default boolean takes(WayOptions given) {
    return given instanceof WayOptions.None || defaults().getClass().equals(given.getClass());
  }

  /** Whether it can be told to bring up to date what has the container's name there already. */
  default boolean refreshes() {
    return false;
  }

  /** How it is done, in a few words: {@code node to node, step by step}. */
  String method(boolean cloning);

  /**
   * What would happen, from what is known: does not block. Asked when nothing that holds for every
   * way forbids it; leave the duration to experience.
   */
  default Preview preview(MoveRequest request, Container container, NodeView from, NodeView to) {
    return new Preview.Possible(
        method(request.cloning()),
        container.disk(),
        Optional.empty(),
        SyncPolicy.expectedStop(request, container));
  }

  /** Asks both nodes what is in the way. Changes nothing. */
  Preflight check(MoveRequest request, Ends ends) throws IOException;

  /** Does what the fix of one of its findings says. */
  void fix(MoveRequest request, Finding.Fix fix, Ends ends) throws IOException;

  /** The order for {@link #recipe}, with everything in it; {@link RequestJson} writes most. */
  Order order(MoveRequest request);
}
