package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import quayside.core.embedded.FileTree;
import quayside.core.operation.OperationView.Status;

/** Really drags a container from one node to another and finds its files there. */
class RealDragUiTest extends RealWindow {
  @Test
  void aDraggedContainerArrivesWithEveryFile() throws Exception {
    ready();
    FileTree before = source().files("build-07");
    assertTrue(before.count() > 50, "files: " + before.count());
    drag("build-07", MouseButton.PRIMARY).moveTo(fleetRow(1)).moveBy(3, 3).moveBy(2, 1).drop();
    until(this::canGo);
    clickOn("#go");
    until(() -> ended(Status.SUCCEEDED));
    assertEquals(List.of(), before.differences(target().files("build-07")));
    until(() -> has(target(), "build-07") && !has(source(), "build-07"));
  }
}
