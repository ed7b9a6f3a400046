package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Refreshes what a real server has under the container's name already, chosen in the plan. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
class RealServerRefreshUiTest extends RealServerWindow {
  private final String id = unused();

  @Override
  void prepare() throws IOException {
    must("inc-a", "incus", "-q", "init", "tiny", id);
    told("new", "inc-a", "incus", "file", "push", "-", id + "/state");
    must("inc-b", "incus", "-q", "init", "tiny", id);
    told("old", "inc-b", "incus", "file", "push", "-", id + "/state");
    told("old", "inc-b", "incus", "file", "push", "-", id + "/only-there");
  }

  private void refreshed() throws Exception {
    succeeded(id);
    String root = "/var/lib/incus/storage-pools/default/containers/" + id + "/rootfs/";
    assertEquals("new", tried("inc-b", "cat", root + "state"));
    assertTrue(tried("inc-b", "cat", root + "only-there").contains("No such file"));
    assertEquals(
        "", tried("inc-b", "incus", "list", "-f", "csv", "-c", "n", id + "-before"), "put aside");
  }

  @Test
  void aDropOnWhatHasTheNameOffersARefreshAndPreselectsNothing() throws Exception {
    ready(id);
    dropped(id, 1);
    until(() -> shows("#fix-refresh"));
    assertFalse(canGo());
    assertTrue(lookup(".note .label").queryAll().toString().contains("kept aside until the end"));
    clickOn("#fix-rename");
    assertTrue(lookup("#asId").queryAs(TextField.class).isFocused());
    clickOn("#fix-refresh");
    until(this::canGo);
    assertTrue(shows("put aside what is there") && shows("then the old ones go"));
    clickOn("#fix-no-refresh");
    until(() -> shows("#fix-refresh"));
    assertFalse(canGo());
    clickOn("#fix-refresh");
    until(this::canGo);
    clickOn("#go");
    refreshed();
    assertEquals("", state("inc-a", id), "it was moved");
  }

  @Test
  void theKeyboardIsEnough() throws Exception {
    ready(id);
    chosenByKeys(id);
    push(KeyCode.SHIFT, KeyCode.M);
    until(() -> shows("#target"));
    push(KeyCode.DOWN); // inc-b
    until(() -> shows("#fix-refresh"));
    tabTo("#fix-refresh");
    push(KeyCode.SPACE);
    until(this::canGo);
    push(KeyCode.ENTER);
    refreshed();
    assertEquals("STOPPED", state("inc-a", id), "it was cloned");
  }
}
