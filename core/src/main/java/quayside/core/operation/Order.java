package quayside.core.operation;

import java.util.Map;

/**
 * What an operation is for, as written at the head of its journal. Holds no secrets.
 *
 * @param kind what it does
 * @param recipe name of the recipe that carries it out, also when it is continued much later
 * @param source what it works on
 * @param target where it goes
 * @param details the recipe's own, as JSON values
 */
public record Order(
    OperationView.Kind kind,
    String recipe,
    Place source,
    Place target,
    Map<String, Object> details) {
  public Order {
    details = Map.copyOf(details);
  }
}
