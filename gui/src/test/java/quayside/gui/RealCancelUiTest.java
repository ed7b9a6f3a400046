package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationView.Status;

/** A move that waits for its switch-over is taken back from its line. */
class RealCancelUiTest extends RealWindow {
  @Test
  void aCancelledMoveLeavesTheSourceRunningAndNothingOnTheTarget() throws Exception {
    ready();
    clickOn("web-01");
    push(KeyCode.M);
    until(this::canGo);
    clickOn("#ask");
    until(this::canGo);
    clickOn("#go");
    until(() -> ended(Status.WAITING));
    until(() -> !lookup("#task-CANCEL").queryAll().isEmpty());
    clickOn("#task-CANCEL");
    until(() -> ended(Status.CANCELLED));
    var source = engine().fleet().refresh("harbor-a");
    assertTrue(
        source.containers().stream()
            .anyMatch(c -> c.ref().id().equals("web-01") && c.state() == ContainerState.RUNNING));
    engine().fleet().refresh("harbor-b");
    assertFalse(has(target(), "web-01"));
  }
}
