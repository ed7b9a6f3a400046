package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertFalse;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.operation.OperationView.Status;

/** Nodes that do not trust each other: the plan says so and settles it with a button. */
class RealPreflightUiTest extends RealWindow {
  @Override
  boolean trusting() {
    return false;
  }

  @Test
  void aMissingTrustIsSettledInThePlan() throws Exception {
    ready();
    clickOn("build-07");
    push(KeyCode.M);
    until(() -> !lookup(".danger-note").queryAll().isEmpty());
    assertFalse(canGo());
    for (int turn = 0; turn < 3 && !canGo(); turn++) {
      until(() -> canGo() || !lookup(".danger-note .fix").queryAll().isEmpty());
      if (!canGo()) {
        clickOn(".danger-note .fix");
        until(() -> !lookup("#busy").query().isVisible());
      }
    }
    clickOn("#go");
    until(() -> ended(Status.SUCCEEDED));
  }
}
