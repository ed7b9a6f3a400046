package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.PasswordField;
import javafx.scene.input.KeyCode;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.WayOptions;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView.Status;
import quayside.gui.fake.Samples;
import quayside.gui.fx.Theme;
import quayside.gui.settings.Settings;
import quayside.transport.HostKey;
import quayside.transport.HostKeys.Decision;

class WindowUiTest extends FakeWindow {
  private static final HostKey KEY =
      new HostKey(
          "harbor-c", 22, "ssh-ed25519", "SHA256:zq3vqEw5mYxkE1nTtG0pWb7o2n9ZJmRrQ1s8uLh4d3c");

  @Test
  void theThemeSwitchChangesTheLookAndIsRemembered() throws Exception {
    assertTrue(stage().getScene().getRoot().getStyleClass().contains("light"));
    clickOn("#theme");
    until(() -> stage().getScene().getRoot().getStyleClass().contains("dark"));
    until(() -> Settings.read(home()).theme() == Theme.DARK);
  }

  @Test
  void theDetailsFoldAwayAndComeBackWithOneButton() throws Exception {
    until(() -> shows(".details"));
    clickOn("#show-details");
    until(() -> !shows(".details"));
    clickOn("#show-details");
    until(() -> shows(".details"));
  }

  @Test
  void anUnknownHostKeyIsAskedForAndClosingMeansNo() throws Exception {
    var answer = CompletableFuture.supplyAsync(() -> questions.unknown(KEY));
    until(() -> shows(KEY.sha256()));
    push(KeyCode.ESCAPE);
    assertEquals(Decision.REFUSE, answer.get(10, TimeUnit.SECONDS));

    var second = CompletableFuture.supplyAsync(() -> questions.unknown(KEY));
    until(() -> shows("Trust and remember"));
    clickOn("Trust and remember");
    assertEquals(Decision.TRUST_AND_SAVE, second.get(10, TimeUnit.SECONDS));
  }

  @Test
  void aPassphraseIsAskedForWithoutShowingIt() throws Exception {
    var file = home().config().resolve("id_ed25519");
    var answer = CompletableFuture.supplyAsync(() -> questions.passphrase(file, 1));
    until(() -> shows("Passphrase for id_ed25519"));
    assertTrue(lookup(".password-field").query() instanceof PasswordField);
    write("open sesame");
    push(KeyCode.ENTER);
    assertEquals("open sesame", new String(answer.get(10, TimeUnit.SECONDS).orElseThrow()));
  }

  @Test
  void aFailedPreflightIsFixedWithItsButton() throws Exception {
    clickOn("web-02").clickOn("#move");
    until(() -> shows("Choose where it shall go"));
    push(KeyCode.DOWN);
    until(() -> shows("#fix-authorize-once"));
    assertTrue(lookup("#go").queryAs(Button.class).isDisabled());
    clickOn("#fix-authorize-once");
    until(() -> !lookup("#go").queryAs(Button.class).isDisabled());
    clickOn("#go");
    until(() -> gallery.moves.started.size() == 1);
    assertEquals("web-02", gallery.moves.started.getFirst().source().id());
    until(() -> !shows(".dialog"));
  }

  @Test
  void aPlanAsksOnlyForWhatItsWayKnows() throws Exception {
    clickOn("web-02").clickOn("#move");
    until(() -> shows("Choose where it shall go"));
    clickOn("#advanced");
    until(() -> shows("#toPool"));
    assertTrue(shows("#asUser") && shows("#asGroup"));
    gallery.moves.special = new WayOptions.None();
    interact(() -> lookup("#target").queryAs(ComboBox.class).requestFocus());
    push(KeyCode.DOWN);
    until(() -> !shows("#asUser") && !shows("#asGroup"));
    assertTrue(shows("#toPool"));
  }

  @Test
  void deletingAsksAndSaysWhatIsLost() throws Exception {
    clickOn("web-02");
    push(KeyCode.DELETE);
    until(() -> shows("Delete for good?"));
    push(KeyCode.ENTER);
    until(() -> !shows(".dialog"));
    assertTrue(gallery.fleet.asked.isEmpty(), "Enter is not yes");
    push(KeyCode.DELETE);
    until(() -> shows("Delete for good?"));
    clickOn("Delete");
    until(() -> gallery.fleet.asked.contains("DELETE harbor-a:web-02"));
  }

  @Test
  void aLineIsCancelledContinuedAndPutAway() throws Exception {
    show("1", Status.RUNNING, OperationAction.CANCEL);
    until(() -> shows("#task-CANCEL"));
    clickOn("#task-CANCEL");
    until(() -> gallery.activity.asked.contains("CANCEL 1"));
    show("1", Status.FAILED, OperationAction.CONTINUE);
    until(() -> shows("#task-CONTINUE"));
    clickOn("#task-CONTINUE");
    until(() -> gallery.activity.asked.contains("CONTINUE 1"));
    show("1", Status.SUCCEEDED, OperationAction.DISMISS);
    until(() -> shows("#task-DISMISS"));
    clickOn("#task-DISMISS");
    until(() -> !shows("#task-DISMISS"));
  }

  @Test
  void closingDuringAMoveAsksFirst() throws Exception {
    closeDuringAMove();
    assertFalse(quit.get());
    clickOn("Stop after this step");
    until(() -> gallery.activity.asked.contains("STOP_AFTER_STEP 1"));
    show("1", Status.INTERRUPTED, OperationAction.CONTINUE);
    until(quit::get);
  }

  @Test
  void waitingClosesOnceTheMoveIsOver() throws Exception {
    closeDuringAMove();
    clickOn("Wait and close then");
    until(() -> !shows(".dialog"));
    assertTrue(stage().isShowing());
    assertFalse(quit.get());
    show("1", Status.SUCCEEDED, OperationAction.DISMISS);
    until(quit::get);
  }

  @Test
  void inTheBackgroundTheWindowGoesAtOnceAndTheProgramWhenTheMoveIsOver() throws Exception {
    closeDuringAMove();
    clickOn("Go on in the background");
    until(() -> !stage().isShowing());
    assertFalse(quit.get());
    assertTrue(gallery.activity.asked.isEmpty(), "nothing was asked of the move");
    show("1", Status.SUCCEEDED, OperationAction.DISMISS);
    until(quit::get);
  }

  @Test
  void anUnansweredClosingQuestionLeavesAllAsItWas() throws Exception {
    closeDuringAMove();
    push(KeyCode.ESCAPE);
    until(() -> !shows(".dialog"));
    show("1", Status.SUCCEEDED, OperationAction.DISMISS);
    until(() -> shows("#task-DISMISS"));
    assertTrue(stage().isShowing());
    assertFalse(quit.get());
  }

  @Test
  void aNodeIsTestedAndAdded() throws Exception {
    clickOn("#add-node");
    until(() -> shows("Add a node"));
    write("harbor-c");
    clickOn("#address").write("nowhere");
    clickOn("#test");
    until(() -> shows("#answer") && !lookup("#answer").queryLabeled().getText().isEmpty());
    until(() -> lookup("#answer").queryLabeled().getText().startsWith("No machine answers"));
    clickOn("#address").eraseText(7).write("10.0.0.9:2222");
    clickOn("#save");
    until(() -> gallery.fleet.asked.contains("add harbor-c ssh://10.0.0.9:2222"));
    until(() -> !shows(".dialog"));
  }

  private void closeDuringAMove() throws Exception {
    show("1", Status.RUNNING, OperationAction.STOP_AFTER_STEP);
    until(() -> shows("harbor-a → harbor-b"));
    interact(() -> stage().fireEvent(new WindowEvent(stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
    until(() -> shows("A move is under way"));
  }

  private void show(String id, Status status, OperationAction... actions) {
    gallery.activity.show(Samples.operation(id, "db-main", status, 3, Set.of(actions)));
  }
}
