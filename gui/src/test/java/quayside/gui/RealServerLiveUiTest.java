package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Moves containers between real servers while they run, chosen in the plan. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
class RealServerLiveUiTest extends RealServerWindow {
  private final String id = unused();

  @Override
  void prepare() throws IOException {
    if (!hasCriu()) {
      return; // the tests say so
    }
    must("inc-a", "incus", "-q", "init", "tiny", id, "-p", "default", "-p", "live");
    must("inc-a", "incus", "config", "set", id, "migration.stateful=false");
    must("inc-a", "incus", "start", id);
    assertEquals("", told("echo kept >/dev/mark", "inc-a", "incus", "exec", id, "--", "sh"));
  }

  private static boolean hasCriu() throws IOException {
    return told("command -v criu", "inc-a", "sh").contains("criu");
  }

  @BeforeEach
  void canBeTried() throws IOException {
    assumeTrue(hasCriu(), "the lab was not started with --criu");
  }

  private boolean isSelected(String toggle) {
    return lookup(toggle).queryAs(ToggleButton.class).isSelected();
  }

  private void arrived() throws Exception {
    succeeded(id);
    assertEquals("", state("inc-a", id));
    assertEquals("RUNNING", state("inc-b", id));
    assertEquals(
        "kept\n", tried("inc-b", "incus", "exec", id, "--", "cat", "/dev/mark"), "its memory");
  }

  @Test
  void whyNotIsSaidWhereItIsChosenAndSettledThere() throws Exception {
    ready(id);
    dropped(id, 1);
    until(this::canGo);
    assertTrue(shows("stopped ≈ 2.0 s"));
    clickOn("#live");
    until(() -> shows("#fix-allow-live"));
    assertFalse(canGo());
    assertTrue(shows("#switchNotes"));
    clickOn("#fix-not-live");
    until(this::canGo);
    assertTrue(isSelected("#whenShort"));
    assertFalse(shows("#switchNotes"));
    clickOn("#live");
    until(() -> shows("#fix-allow-live"));
    clickOn("#fix-allow-live");
    until(this::canGo);
    assertTrue(lookup("#steps .small").queryAll().toString().contains("stands still ≈ 7"));
    clickOn("#go");
    arrived();
  }

  @Test
  void theKeyboardIsEnough() throws Exception {
    ready(id);
    chosenByKeys(id);
    push(KeyCode.M);
    until(() -> shows("#target"));
    push(KeyCode.DOWN); // inc-b
    until(this::canGo);
    tabTo("#whenShort");
    push(KeyCode.RIGHT);
    until(() -> isSelected("#ask"));
    push(KeyCode.RIGHT);
    until(() -> isSelected("#live"));
    until(() -> shows("#fix-allow-live"));
    tabTo("#fix-allow-live");
    push(KeyCode.SPACE);
    until(this::canGo);
    push(KeyCode.ENTER);
    arrived();
  }
}
