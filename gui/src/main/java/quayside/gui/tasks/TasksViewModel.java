package quayside.gui.tasks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quayside.core.operation.Activity;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.problem.Problem;
import quayside.gui.fx.Inbox;
import quayside.gui.fx.Rows;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** The operations as rows, and what can be asked of them. */
public final class TasksViewModel implements AutoCloseable {
  private final Ui ui;
  private final Activity activity;
  private final Activity.Subscription subscription;
  private final Map<String, OperationView> known = new LinkedHashMap<>();
  private final ObservableList<TaskRow> rows = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper running = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper undecided = new ReadOnlyIntegerWrapper();
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final Consumer<OperationView> ended;

  /**
   * Follows the activity.
   *
   * @param ended hears of operations that end while the window looks on
   */
  public TasksViewModel(Ui ui, Activity activity, Consumer<OperationView> ended) {
    this.ui = ui;
    this.activity = activity;
    this.ended = ended;
    Inbox<OperationView> inbox = new Inbox<>(ui.fx(), OperationView::id, this::heard);
    subscription = activity.watch(inbox::post);
    activity.operations().forEach(op -> known.put(op.id(), op));
    show();
  }

  /** Looks for operations whose program is gone; they appear as rows. */
  public void recover(Consumer<Problem> failed) {
    ui.run(
        activity::recover,
        found -> {
          found.forEach(op -> known.put(op.id(), op));
          show();
        },
        failed);
  }

  /** The rows: running ones first, then those that need a decision, then the rest. */
  public ObservableList<TaskRow> rows() {
    return rows;
  }

  /** How many are under way. */
  public ReadOnlyIntegerProperty running() {
    return running.getReadOnlyProperty();
  }

  /** How many wait for a person. */
  public ReadOnlyIntegerProperty undecided() {
    return undecided.getReadOnlyProperty();
  }

  /** {@code 2 running · 1 needs a decision}. */
  public ReadOnlyStringProperty summary() {
    return summary.getReadOnlyProperty();
  }

  /** Asks something of an operation. */
  public void act(String id, OperationAction action, Consumer<Problem> failed) {
    ui.act(
        () -> activity.act(id, action),
        () -> {
          if (action == OperationAction.DISMISS) {
            known.remove(id);
            show();
          }
        },
        failed);
  }

  /** Asks every running operation to stop after the step it is in. */
  public void stopAllAfterStep(Consumer<Problem> failed) {
    for (OperationView op : known.values()) {
      if (op.actions().contains(OperationAction.STOP_AFTER_STEP)) {
        act(op.id(), OperationAction.STOP_AFTER_STEP, failed);
      }
    }
  }

  private void heard(OperationView op) {
    OperationView before = known.put(op.id(), op);
    show();
    if (op.isOver() && before != null && !before.isOver()) {
      ended.accept(op);
    }
  }

  private void show() {
    List<OperationView> sorted = new ArrayList<>(known.values());
    sorted.sort(
        Comparator.comparingInt(TasksViewModel::rank)
            .thenComparing(Comparator.comparing(OperationView::started).reversed()));
    Rows.show(rows, sorted, TaskRow::id, OperationView::id, TaskRow::new, TaskRow::show);
    int busy = (int) sorted.stream().filter(op -> rank(op) == 0).count();
    int open = (int) sorted.stream().filter(op -> rank(op) == 1).count();
    running.set(busy);
    undecided.set(open);
    List<String> parts = new ArrayList<>();
    if (busy > 0) {
      parts.add(Texts.get("activity.running", busy));
    }
    if (open > 0) {
      parts.add(Texts.get(open == 1 ? "activity.decision" : "activity.decisions", open));
    }
    summary.set(String.join(" · ", parts));
  }

  private static int rank(OperationView op) {
    return switch (op.status()) {
      case QUEUED, RUNNING, CANCELLING -> 0;
      case WAITING, INTERRUPTED, FAILED -> 1;
      case SUCCEEDED, CANCELLED -> 2;
    };
  }

  @Override
  public void close() {
    subscription.close();
  }
}
