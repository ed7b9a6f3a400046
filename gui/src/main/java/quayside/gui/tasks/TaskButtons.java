package quayside.gui.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;

/** Which buttons an operation's line has. */
final class TaskButtons {

  /**
   * A button.
   *
   * @param action what it asks; absent: shows the details
   * @param key of its words
   * @param icon whether it is a cross only
   */
  record Wish(Optional<OperationAction> action, String key, boolean icon) {}

  private TaskButtons() {}

  static List<Wish> of(OperationView op) {
    Set<OperationAction> can = op.actions();
    boolean over = op.isOver();
    List<Wish> wishes = new ArrayList<>();
    if (over && (op.problem().isPresent() || !op.leftovers().isEmpty())) {
      wishes.add(new Wish(Optional.empty(), "task.details", false));
    }
    word(wishes, can, OperationAction.SYNC_AGAIN, "task.sync");
    word(wishes, can, OperationAction.SWITCH_NOW, "task.switch");
    word(wishes, can, OperationAction.CONTINUE, "task.continue");
    word(wishes, can, OperationAction.CLEAN_UP, "task.cleanup");
    if (can.contains(OperationAction.CANCEL)) {
      wishes.add(new Wish(Optional.of(OperationAction.CANCEL), cancel(op.kind()), !over));
    }
    if (can.contains(OperationAction.DISMISS)) {
      wishes.add(new Wish(Optional.of(OperationAction.DISMISS), "task.dismiss", true));
    }
    return List.copyOf(wishes);
  }

  private static String cancel(OperationView.Kind kind) {
    return switch (kind) {
      case MOVE, CLONE -> "task.cancel";
      case EXPORT -> "task.cancel.export";
      case IMPORT -> "task.cancel.import";
      case CREATE -> "task.cancel.create";
    };
  }

  private static void word(
      List<Wish> wishes, Set<OperationAction> can, OperationAction action, String key) {
    if (can.contains(action)) {
      wishes.add(new Wish(Optional.of(action), key, false));
    }
  }
}
