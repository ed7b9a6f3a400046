package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Clones what a snapshot keeps from one real server to another. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
class RealServerSnapshotCloneUiTest extends RealServerWindow {
  private final String id = unused();

  @Override
  void prepare() throws IOException {
    must("inc-a", "incus", "-q", "init", "tiny", id);
    told("then", "inc-a", "incus", "file", "push", "-", id + "/state");
    must("inc-a", "incus", "-q", "snapshot", "create", id, "before");
    told("now", "inc-a", "incus", "file", "push", "-", id + "/state");
    must("inc-a", "incus", "start", id);
  }

  private void cloned() throws Exception {
    succeeded(id);
    assertEquals("then", tried("inc-b", "incus", "file", "pull", id + "/state", "-"));
    assertEquals("now", tried("inc-a", "incus", "file", "pull", id + "/state", "-"));
    assertEquals("RUNNING", state("inc-a", id), "it was not stopped");
  }

  @Test
  void itIsClonedFromTheListOfSnapshots() throws Exception {
    ready(id);
    clickOn(id);
    clickOn("#snapshots-tab");
    until(() -> shows("before"));
    clickOn("before").clickOn("#clone-snapshot");
    until(() -> shows("#state"));
    assertFalse(canGo(), "there is no target yet");
    clickOn("#target");
    until(() -> shows(".combo-box-popup .list-cell"));
    clickOn(".combo-box-popup .list-cell"); // the first: inc-b
    until(this::canGo);
    assertTrue(shows("nothing is stopped"));
    assertFalse(shows("#switchRow"));
    clickOn("#go");
    cloned();
  }

  @Test
  void theKeyboardIsEnough() throws Exception {
    ready(id);
    chosenByKeys(id);
    push(KeyCode.SHIFT, KeyCode.M);
    until(() -> shows("#target"));
    push(KeyCode.DOWN); // inc-b
    until(this::canGo);
    assertTrue(shows("#switchRow"));
    tabTo("#state");
    push(KeyCode.DOWN); // the only snapshot
    until(() -> canGo() && shows("nothing is stopped"));
    tabTo("#go");
    push(KeyCode.SPACE);
    cloned();
  }
}
