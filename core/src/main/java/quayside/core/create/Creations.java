package quayside.core.create;

import java.io.IOException;
import java.util.List;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.migrate.MoveRefused;
import quayside.core.model.Image;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;

/** Making instances on the nodes that can. */
public interface Creations {

  /**
   * Makes them on the nodes of a fleet, carried out by operations that were opened with {@link
   * #recipes} among theirs.
   */
  static Creations of(Fleet fleet, Drivers drivers, Operations operations) {
    return new NodeCreations(fleet, drivers, operations);
  }

  /** How it is carried out. */
  static List<Recipe> recipes() {
    return List.of(new CreateRecipe());
  }

  /** Whether instances can be made on a node; does not block. */
  boolean can(String node);

  /** Asks a node what it has to make instances of. */
  Offer offer(String node, String project) throws IOException;

  /** Asks a node for the images that others can be let fetch, see {@link NodeImages#lend}. */
  List<Image> images(String node) throws IOException;

  /** Compares a wish with what the server offered; does not block. */
  default List<Objection> check(CreateRequest wish, Offer offer) {
    return CreateChecks.of(wish, offer);
  }

  /**
   * Asks the node again, checks again and starts it, or puts it into the queue of its node.
   *
   * @return the operation's id in the activity
   * @throws MoveRefused if something is in the way
   */
  String start(CreateRequest wish) throws IOException;
}
