package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Drags containers between real servers: from Incus to Incus, and from LXD to Incus. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
class RealServerDragUiTest extends RealServerWindow {
  private final String incus = unused();
  private final String lxd = unused();

  @Override
  void prepare() throws IOException {
    must("inc-a", "incus", "-q", "init", "tiny", incus);
    must("lxd-a", "lxc", "-q", "init", "tiny", lxd);
  }

  private void dragged(String id, String from) throws Exception {
    dropped(id, 1);
    until(this::canGo);
    clickOn("#go");
    succeeded(id);
    until(() -> has("inc-b", id) && !has(from, id));
    assertEquals("STOPPED", state("inc-b", id));
  }

  @Test
  void fromIncusToIncusAndFromLxdToIncus() throws Exception {
    ready(incus);
    dragged(incus, "inc-a");
    interact(() -> lookup("#filter").queryTextInputControl().clear());
    clickOn(fleetRow(2));
    until(() -> !lookup(lxd).queryAll().isEmpty());
    dragged(lxd, "lxd-a");
  }
}
