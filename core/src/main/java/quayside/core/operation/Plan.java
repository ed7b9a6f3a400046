package quayside.core.operation;

import java.util.List;

/**
 * What an operation does, in order.
 *
 * @param steps each is done before the next begins
 */
public record Plan(List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }
}
