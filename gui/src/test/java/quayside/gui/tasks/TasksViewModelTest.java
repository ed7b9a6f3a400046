package quayside.gui.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.OperationView.Status;
import quayside.gui.fake.FakeActivity;
import quayside.gui.fake.Samples;
import quayside.gui.fx.Ui;

class TasksViewModelTest {
  private final FakeActivity activity = new FakeActivity();
  private final List<OperationView> ended = new ArrayList<>();

  private TasksViewModel model() {
    return new TasksViewModel(new Ui(Runnable::run, Runnable::run), activity, ended::add);
  }

  private static OperationView op(String id, Status status, OperationAction... actions) {
    return Samples.operation(id, "web-" + id, status, 3, Set.of(actions));
  }

  @Test
  void runningOnesComeFirstThenDecisionsThenThePast() {
    activity.show(op("1", Status.SUCCEEDED));
    activity.show(op("2", Status.FAILED));
    activity.show(op("3", Status.RUNNING));
    TasksViewModel model = model();
    assertEquals(List.of("3", "2", "1"), model.rows().stream().map(TaskRow::id).toList());
    assertEquals("1 running · 1 needs a decision", model.summary().get());
  }

  @Test
  void theRowStaysAndItsFiguresMove() {
    TasksViewModel model = model();
    activity.show(op("1", Status.RUNNING));
    TaskRow row = model.rows().getFirst();
    assertEquals("31.9 of 38.6 GB · 112 MB/s · 58 s left", row.figures());
    assertEquals("stop ≈ 1.4 s", row.forecast());
    activity.show(op("1", Status.SUCCEEDED));
    assertEquals(row, model.rows().getFirst());
    assertEquals("stopped 0.82 s ± 14 ms", row.forecast());
    assertTrue(row.stopInFull().contains("to shut down"), row.stopInFull());
    assertEquals(1, ended.size());
  }

  @Test
  void interruptedOnesAppearWithWhatIsPossible() {
    activity.lost.add(
        op("9", Status.INTERRUPTED, OperationAction.CONTINUE, OperationAction.CANCEL));
    TasksViewModel model = model();
    model.recover(p -> {});
    assertEquals(1, model.undecided().get());
    OperationView op = model.rows().getFirst().view().get();
    assertEquals(
        List.of("task.details", "task.continue", "task.cancel"),
        TaskButtons.of(op).stream().map(TaskButtons.Wish::key).toList());
  }

  @Test
  void actionsGoToTheActivityAndAPutAwayLineIsGone() {
    TasksViewModel model = model();
    activity.show(op("1", Status.RUNNING, OperationAction.STOP_AFTER_STEP));
    activity.show(op("2", Status.SUCCEEDED, OperationAction.DISMISS));
    model.act("1", OperationAction.CANCEL, p -> {});
    model.act("2", OperationAction.DISMISS, p -> {});
    model.stopAllAfterStep(p -> {});
    assertEquals(List.of("CANCEL 1", "DISMISS 2", "STOP_AFTER_STEP 1"), activity.asked);
    assertEquals(1, model.rows().size());
  }

  @Test
  void exportsAndImportsSayWhereFromAndWhereTo() {
    activity.show(
        Samples.transfer("1", Kind.EXPORT, Status.RUNNING, Set.of(OperationAction.CANCEL)));
    activity.show(Samples.transfer("2", Kind.IMPORT, Status.CANCELLED, Set.of()));
    TasksViewModel model = model();
    TaskRow export = model.rows().getFirst();
    assertEquals("mail", export.name());
    assertEquals("harbor-a → mail-20261121-1349.tar", export.way());
    assertEquals("4.4 of 12.9 GB · 112 MB/s · 58 s left", export.figures());
    assertEquals("task.cancel.export", TaskButtons.of(export.view().get()).getFirst().key());
    TaskRow load = model.rows().getLast();
    assertEquals("mail-20261121-1349.tar", load.name());
    assertEquals("mail-20261121-1349.tar → harbor-b:mail", load.way());
    assertEquals(
        "Cancelled. Nothing was left on harbor-b; the archive is as it was.", load.result());
    activity.show(Samples.transfer("1", Kind.EXPORT, Status.SUCCEEDED, Set.of()));
    assertTrue(export.result().startsWith("Exported in 1 min 10 s · 4.4 GB"), export.result());
  }
}
