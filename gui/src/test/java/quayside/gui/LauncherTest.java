package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LauncherTest {
  @Test
  void noDisplayIsASentence() {
    String sentence = Launcher.trouble(Map.of(), "Linux").orElseThrow();
    assertTrue(sentence.contains("there is no display"), sentence);
  }

  @Test
  void aSessionWithWaylandOnlyIsASentence() {
    var environment = Map.of("WAYLAND_DISPLAY", "wayland-0");
    String sentence = Launcher.trouble(environment, "Linux").orElseThrow();
    assertTrue(sentence.contains("Xwayland"), sentence);
  }

  @Test
  void adisplayOrAnotherSystemIsFine() {
    assertEquals(Optional.empty(), Launcher.trouble(Map.of("DISPLAY", ":0"), "Linux"));
    assertEquals(Optional.empty(), Launcher.trouble(Map.of(), "Mac OS X"));
  }

  @Test
  void missingGtkIsASentence() {
    var missing = new UnsupportedOperationException("Unable to load glass GTK library.");
    assertTrue(Launcher.sentence(missing).contains("apt install libgtk-3-0 libxtst6"));
    var dead = new UnsupportedOperationException("Unable to open DISPLAY");
    assertTrue(Launcher.sentence(dead).contains("does not answer"));
  }
}
