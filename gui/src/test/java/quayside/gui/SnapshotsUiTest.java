package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.IncusOptions;
import quayside.core.model.InstanceSnapshot;
import quayside.gui.fake.Mixed;

/** Snapshots and other names of instances, beside the table. */
class SnapshotsUiTest extends FakeWindow {

  @Override
  void prepare() {
    gallery.fleet.show(Mixed.fleet());
  }

  private void openSnapshots(String id) throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows(id));
    clickOn(id);
    until(() -> shows("#snapshots-tab"));
    clickOn("#snapshots-tab");
    until(() -> shows("#snapshots"));
  }

  private ListView<InstanceSnapshot> list() {
    return lookup("#snapshots").queryListView();
  }

  private boolean asked(String what) {
    return gallery.fleet.asked.stream().anyMatch(each -> each.contains(what));
  }

  @Test
  void theyAreTakenRestoredAfterAWarningAndDeleted() throws Exception {
    openSnapshots("web-01");
    until(() -> list().getItems().size() == 3);
    assertEquals("daily-20261121", list().getItems().getFirst().name());
    assertTrue(lookup("#restore-snapshot").query().isDisabled());
    clickOn("#take-snapshot");
    until(() -> shows("#snapshot-name"));
    assertTrue(lookup("#snapshot-name").queryAs(TextField.class).getText().startsWith("snap-20"));
    write("mine").push(KeyCode.ENTER);
    until(() -> list().getItems().size() == 4);
    assertEquals("mine", list().getItems().getFirst().name());
    clickOn("before-upgrade").clickOn("#restore-snapshot");
    until(() -> shows("Make web-01 what it was in before-upgrade?"));
    push(KeyCode.ESCAPE);
    assertFalse(asked("RestoreSnapshot"));
    clickOn("#restore-snapshot");
    until(() -> shows("Restore and lose what is newer"));
    clickOn("Restore and lose what is newer");
    until(() -> asked("RestoreSnapshot[snapshot=before-upgrade] ams-incus-1:"));
    clickOn("before-upgrade").clickOn("#delete-snapshot");
    until(() -> shows("Delete the snapshot before-upgrade?"));
    clickOn("Delete snapshot");
    until(() -> list().getItems().size() == 3);
  }

  @Test
  void aSnapshotIsClonedToAnotherNode() throws Exception {
    gallery.moves.special = IncusOptions.DEFAULT;
    openSnapshots("web-01");
    until(() -> list().getItems().size() == 3);
    assertTrue(lookup("#clone-snapshot").query().isDisabled());
    clickOn("before-upgrade").push(KeyCode.SHIFT, KeyCode.M);
    until(() -> shows("Clone web-01"));
    assertTrue(shows("#state") && !shows("#switchRow"));
    push(KeyCode.DOWN);
    until(() -> can("#go"));
    var state = lookup("#state").queryComboBox();
    until(() -> state.getItems().size() == 4);
    until(() -> lookup("#state .text").queryAll().toString().contains("Oct 2, 2026"));
    clickOn("#state");
    until(() -> shows(".combo-box-popup .list-cell"));
    push(KeyCode.ENTER); // as it was: what came late has not moved the choice
    assertEquals(Optional.of("before-upgrade"), state.getValue());
    clickOn("#go");
    until(() -> !gallery.moves.started.isEmpty());
    var request = gallery.moves.started.getFirst();
    assertTrue(request.cloning());
    assertEquals(
        IncusOptions.DEFAULT.withManner(new IncusOptions.Manner.OfSnapshot("before-upgrade")),
        request.options().special());
  }

  @Test
  void theKeyboardIsEnough() throws Exception {
    openSnapshots("web-01");
    until(() -> list().getItems().size() == 3);
    push(KeyCode.TAB);
    until(() -> list().isFocused());
    push(KeyCode.HOME).push(KeyCode.DOWN).push(KeyCode.DELETE);
    until(() -> shows("Delete the snapshot daily-20261120?"));
    push(KeyCode.TAB).push(KeyCode.SPACE);
    until(() -> list().getItems().size() == 2);
    until(() -> list().isFocused());
    push(KeyCode.TAB).push(KeyCode.SPACE);
    until(() -> shows("#snapshot-name"));
    push(KeyCode.ENTER);
    until(() -> list().getItems().size() == 3);
  }

  @Test
  void whatIsTakenAlreadyIsSaidAndNothingIsLost() throws Exception {
    openSnapshots("web-01");
    until(() -> list().getItems().size() == 3);
    clickOn("#take-snapshot");
    until(() -> shows("#snapshot-name"));
    write("before-upgrade").push(KeyCode.ENTER);
    until(() -> shows("There is a snapshot “before-upgrade” already."));
    push(KeyCode.ESCAPE);
    assertEquals(3, list().getItems().size());
  }

  @Test
  void aListThatCannotBeReadSaysWhyAndOtherNodesHaveNone() throws Exception {
    openSnapshots("vpn");
    until(() -> shows("The list could not be read."));
    clickOn("web-01");
    until(() -> list().getItems().size() == 3);
    clickOn("harbor-a");
    until(() -> !shows("#snapshots-tab") && !shows("#snapshots"));
    assertTrue(shows("#overview-tab"));
  }

  @Test
  void aStoppedInstanceGetsAnotherName() throws Exception {
    clickOn("ams-incus-1");
    until(() -> shows("old-wiki"));
    clickOn("old-wiki").push(KeyCode.F2);
    until(() -> shows("Rename old-wiki"));
    write("wiki-2019").push(KeyCode.ENTER);
    until(() -> asked("Rename[name=wiki-2019] ams-incus-1:"));
    clickOn("web-01").push(KeyCode.F2);
    until(
        () -> shows("Another name is possible for a stopped container of an Incus or LXD server."));
  }
}
