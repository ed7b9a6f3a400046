package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import quayside.core.embedded.FileTree;
import quayside.core.operation.OperationView.Status;

/** Nodes that do not trust each other: dragged, not authorised, settled for this move, moved. */
class RealOnceUiTest extends RealWindow {
  @Override
  boolean trusting() {
    return false;
  }

  @Test
  void trustForOneMoveComesWithItAndGoesWithIt() throws Exception {
    ready();
    FileTree before = source().files("build-07");
    drag("build-07", MouseButton.PRIMARY).moveTo(fleetRow(1)).moveBy(3, 3).moveBy(2, 1).drop();
    until(() -> !lookup("#fix-authorize-once").queryAll().isEmpty());
    assertFalse(canGo());
    assertEquals(List.of(), target().call("receive_authkey_list", Map.of()));
    clickOn("#fix-authorize-once");
    until(this::canGo);
    assertEquals(List.of(), target().call("receive_authkey_list", Map.of()), "not before it goes");
    clickOn("#go");
    until(() -> ended(Status.SUCCEEDED));
    assertEquals(List.of(), before.differences(target().files("build-07")));
    until(() -> has(target(), "build-07") && !has(source(), "build-07"));
    assertEquals(List.of(), target().call("receive_authkey_list", Map.of()), "the key is gone");
  }
}
