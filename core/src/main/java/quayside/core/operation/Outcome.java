package quayside.core.operation;

import java.util.List;
import java.util.Set;
import quayside.core.problem.Problem;

/** How an operation ended. */
public sealed interface Outcome {

  /** What is left where, in sentences; empty: nothing but what was wanted. */
  List<String> leftovers();

  /** Everything is done. */
  record Succeeded(List<String> leftovers) implements Outcome {}

  /** Taken back. */
  record Cancelled(List<String> leftovers) implements Outcome {}

  /**
   * It failed.
   *
   * @param step in which
   * @param problem why
   * @param undone whether everything was taken back
   * @param offers what can be asked of it now
   */
  record Failed(
      String step,
      Problem problem,
      boolean undone,
      List<String> leftovers,
      Set<OperationAction> offers)
      implements Outcome {}

  /** Stopped between two steps because somebody asked for it. */
  record Stopped(List<String> leftovers, Set<OperationAction> offers) implements Outcome {}
}
