package quayside.core.operation;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import quayside.core.driver.DriverException;

/**
 * Knows how orders of one sort are carried out, and how to tell from the nodes how far one got.
 * Orders name their recipe.
 */
public interface Recipe {

  /** Short and unique; written into journals, so it stays the same for ever. */
  String name();

  /** The steps of an order. */
  Plan plan(Order order);

  /**
   * Looks at the nodes, changing nothing, and says where the operation stands.
   *
   * @throws IOException if a node could not be asked
   */
  Judgement judge(StepContext context) throws IOException;

  /**
   * Whether everything is taken back at once when a step fails, because nothing of what it did can
   * be used any more. By itself: where a node answered “no”, for then it can be reached.
   */
  default boolean takesBack(String step, IOException failure) {
    return failure instanceof DriverException && !(failure instanceof DriverException.Silent);
  }

  /** Said of a failure after everything was taken back: what is where now. */
  String takenBack(Order order);

  /** What to say and to offer while the nodes cannot be asked. */
  Judgement unknown(Order order, boolean committed);

  /**
   * Where an operation stands.
   *
   * @param sentence for people
   * @param leftovers what is left where, with the commands to finish by hand
   * @param offers what can be asked of it now
   */
  record Judgement(String sentence, List<String> leftovers, Set<OperationAction> offers) {
    public Judgement {
      leftovers = List.copyOf(leftovers);
      offers = Set.copyOf(offers);
    }
  }
}
