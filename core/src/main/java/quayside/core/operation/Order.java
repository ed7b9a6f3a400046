package quayside.core.operation;

import java.util.Map;
import quayside.core.model.ContainerRef;

/**
 * What an operation is for, as written at the head of its journal. Holds no secrets.
 *
 * @param kind what it does
 * @param source the container it works on
 * @param target name of the other node
 * @param targetId the container's id there
 * @param details the recipe's own, as JSON values
 */
public record Order(
    OperationView.Kind kind,
    ContainerRef source,
    String target,
    String targetId,
    Map<String, Object> details) {
  public Order {
    details = Map.copyOf(details);
  }
}
