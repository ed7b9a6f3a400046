package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.embedded.FileTree;
import quayside.core.operation.OperationView.Status;

/** Moves a container between two nodes without a single mouse call. */
class RealKeyboardUiTest extends RealWindow {
  @Test
  void keysAloneMoveAContainer() throws Exception {
    ready();
    until(() -> lookup("#containers").queryAs(TableView.class).isFocused());
    push(KeyCode.HOME);
    FileTree before = source().files("build-07");
    push(KeyCode.M);
    until(this::canGo);
    push(KeyCode.ENTER);
    until(() -> ended(Status.SUCCEEDED));
    assertEquals(List.of(), before.differences(target().files("build-07")));
  }
}
