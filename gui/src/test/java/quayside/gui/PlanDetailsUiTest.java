package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;

/** What few need in a plan: each is set by keys or mouse, and the engine gets it. */
class PlanDetailsUiTest extends FakeWindow {

  /** A plan to clone to the next node, in which nothing is in the way. */
  private void clonePlanned() throws Exception {
    gallery.moves.settled.add("key-unauthorized");
    clickOn("web-02").push(KeyCode.SHIFT, KeyCode.M);
    until(() -> shows("Choose where it shall go"));
    push(KeyCode.DOWN);
    until(() -> can("#go"));
  }

  private String text(String query) {
    return lookup(query).queryAs(TextInputControl.class).getText();
  }

  private MoveRequest started() throws Exception {
    until(() -> can("#go"));
    clickOn("#go");
    until(() -> gallery.moves.started.size() == 1);
    return gallery.moves.started.getFirst();
  }

  @Test
  void theOriginalIsLeftStoppedByKeys() throws Exception {
    clonePlanned();
    tabTo("#leftStopped");
    push(KeyCode.SPACE);
    until(() -> shows("stays stopped"));
    tabTo("#showCommands");
    push(KeyCode.ENTER);
    until(() -> text("#commands").contains(" state --clone --no-restart tank:web-02"));
    MoveRequest request = started();
    assertTrue(request.cloning());
    assertFalse(request.options().restart());
  }

  @Test
  void nothingIsLeftStoppedThatIsNotStopped() throws Exception {
    clonePlanned();
    clickOn("#leftStopped");
    until(() -> shows("stays stopped"));
    clickOn("#withoutStop");
    until(() -> !shows("#leftStopped"));
    until(() -> shows("nothing is stopped"));
    clickOn("#moving");
    assertFalse(shows("#leftStopped"));
    clickOn("#cloning").clickOn("#withoutStop");
    until(() -> shows("#leftStopped"));
    assertFalse(started().options().restart(), "it was chosen, and can be seen again");
  }

  @Test
  void anotherPortIsTypedAndAWrongOneIsRefused() throws Exception {
    clonePlanned();
    tabTo("#advanced");
    push(KeyCode.ENTER);
    until(() -> shows("#port"));
    assertEquals("22", lookup("#port").queryAs(TextInputControl.class).getPromptText());
    tabTo("#port");
    write("22x");
    until(() -> shows(".danger-note"));
    assertFalse(can("#go"));
    push(KeyCode.BACK_SPACE).write("22");
    until(() -> can("#go"));
    until(() -> text("#commands").contains(" config --port 2222 tank:web-02"));
    assertEquals(
        new OsctlOptions(Optional.empty(), Optional.empty(), Optional.of(2222)),
        started().options().special());
  }

  @Test
  void theStepsFollowEvenIfTheNodesSayTheSame() throws Exception {
    gallery.moves.special = IncusOptions.DEFAULT;
    clonePlanned();
    assertTrue(shows("stopped ≈ 2.0 s"));
    clickOn("#leftStopped");
    until(() -> shows("stays stopped"));
    clickOn("#leftStopped");
    until(() -> shows("stopped ≈ 2.0 s"));
    clickOn("#leftStopped");
    assertFalse(started().options().restart());
  }

  @Test
  void theRouteBetweenServersIsChosenByKeysAndThereIsNoPort() throws Exception {
    gallery.moves.special = IncusOptions.DEFAULT;
    clonePlanned();
    tabTo("#advanced");
    push(KeyCode.ENTER);
    until(() -> shows("#route"));
    assertFalse(shows("#port"));
    tabTo("#route");
    push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.DOWN);
    assertEquals(
        Optional.of(IncusOptions.Route.RELAY), lookup("#route").queryAs(ComboBox.class).getValue());
    assertEquals(
        IncusOptions.DEFAULT.withRoute(IncusOptions.Route.RELAY), started().options().special());
  }
}
