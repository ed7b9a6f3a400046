package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.MoveRequest;

/** A move without a single mouse call. */
class KeyboardUiTest extends FakeWindow {
  @Test
  void aContainerIsMovedByKeysAlone() throws Exception {
    gallery.moves.settled.add("key-unauthorized");
    until(() -> lookup("#containers").queryAs(TableView.class).isFocused());
    push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.M);
    until(() -> shows("Choose where it shall go"));
    push(KeyCode.DOWN);
    until(() -> !lookup("#go").queryAs(Button.class).isDisabled());
    push(KeyCode.ENTER);
    until(() -> !gallery.moves.started.isEmpty());
    MoveRequest request = gallery.moves.started.getFirst();
    assertEquals("db-main", request.source().id());
    assertEquals("harbor-b", request.target());
    until(() -> !shows(".dialog"));
  }

  @Test
  void theMenuOpensByKeyAndEscapeClosesIt() throws Exception {
    until(() -> lookup("#containers").queryAs(TableView.class).isFocused());
    push(KeyCode.SHIFT, KeyCode.F10);
    until(() -> shows("Clone…"));
    push(KeyCode.ESCAPE);
    until(() -> !shows("Clone…"));
  }
}
