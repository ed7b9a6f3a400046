package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import quayside.core.operation.OperationView.Status;

/** Several containers dropped at once: one after the other, and each on its own. */
class RealQueueUiTest extends RealWindow {
  @Test
  void severalDroppedAtOnceQueueAndOneFailureDoesNotStopTheOther() throws Exception {
    ready();
    AtomicInteger together = new AtomicInteger();
    try (var _ =
        engine()
            .activity()
            .watch(_ ->
                together.accumulateAndGet(
                    (int)
                        engine().activity().operations().stream()
                            .filter(op -> op.status() == Status.RUNNING)
                            .count(),
                    Math::max))) {
      clickOn("build-07").press(KeyCode.CONTROL).clickOn("web-01").release(KeyCode.CONTROL);
      drag("build-07", MouseButton.PRIMARY).moveTo(fleetRow(1)).moveBy(3, 3).moveBy(2, 1).drop();
      until(() -> !lookup("Move 2 containers").queryAll().isEmpty());
      until(this::canGo);
      source().faults().hold("build-07"); // somebody else took its lock in the meantime
      clickOn("#go");
      until(() -> ended(Status.SUCCEEDED) && ended(Status.FAILED));
    }
    assertEquals(1, together.get(), "one after the other");
    until(() -> has(target(), "web-01") && !has(source(), "web-01"));
    assertTrue(has(source(), "build-07"), "the failed one stays where it was");
    assertEquals(
        List.of("build-07"),
        engine().activity().operations().stream()
            .filter(op -> op.status() == Status.FAILED)
            .map(op -> op.source().container().orElseThrow().id())
            .toList());
  }
}
