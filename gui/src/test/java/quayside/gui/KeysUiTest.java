package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.gui.fake.FakeTrust;

/** The page of keys on made-up life. */
class KeysUiTest extends FakeWindow {

  private String sentence() {
    return lookup("#trust-sentence").queryAs(Labeled.class).getText();
  }

  @Test
  void theGridIsWorkedByTheKeyboardAlone() throws Exception {
    clickOn("#rail-keys");
    push(KeyCode.HOME);
    push(KeyCode.RIGHT);
    push(KeyCode.RIGHT);
    assertEquals("The send key of harbor-a may not send to ams-node-1.", sentence());
    push(KeyCode.ENTER);
    until(() -> sentence().equals("harbor-a may send to ams-node-1."));
    push(KeyCode.T);
    until(() -> gallery.trust.asked.contains("test harbor-a ams-node-1"));
    push(KeyCode.DELETE);
    until(() -> shows(".dialog .danger"));
    push(KeyCode.ESCAPE);
    assertEquals("harbor-a may send to ams-node-1.", sentence());
    push(KeyCode.DELETE);
    clickOn(".dialog .danger");
    until(() -> sentence().contains("may not send"));
    push(KeyCode.SHIFT, KeyCode.DOWN);
    push(KeyCode.SHIFT, KeyCode.RIGHT);
    until(() -> sentence().startsWith("4 pairs of nodes"));
  }

  @Test
  void aHundredNodesCostNoMoreCellsThanAreInSight() throws Exception {
    interact(() -> gallery.trust.show(FakeTrust.many(100)));
    clickOn("#rail-keys");
    until(() -> lookup(".matrix-cell").queryAll().size() > 50);
    push(KeyCode.END);
    for (int i = 0; i < 10; i++) {
      push(KeyCode.PAGE_DOWN);
    }
    until(() -> sentence().contains("node-099"));
    int cells = lookup(".matrix-cell").queryAll().size();
    assertTrue(cells < 1200, () -> cells + " cells for 10000 pairs");
  }

  @Test
  void everyTabHasItsRowsAndItsButtons() throws Exception {
    clickOn("#rail-keys");
    for (var tab :
        List.of(
            List.of("#keys-send", "#send-keys", "#sendkeys-make"),
            List.of("#keys-accepted", "#accepted-keys", "#accepted-revoke"),
            List.of("#keys-own", "#identities", "#identities-make"),
            List.of("#keys-hosts", "#host-keys", "#hostkeys-replace"))) {
      clickOn(tab.get(0));
      until(() -> shows(tab.get(1)) && shows(tab.get(1) + " .table-row-cell:filled"));
      assertTrue(shows(tab.get(2)), tab.get(2));
    }
    clickOn("#hostkeys-replace");
    until(() -> shows(".dialog .danger"));
    assertEquals(2, lookup(".dialog .fingerprint").queryAll().size(), "before and after");
    push(KeyCode.ESCAPE);
    clickOn("#keys-send");
    clickOn("#sendkeys-make");
    until(() -> shows("#key-again"));
    clickOn(".dialog .danger");
    until(() -> gallery.trust.asked.stream().anyMatch(a -> a.startsWith("renew harbor-a")));
    clickOn("#keys-own");
    clickOn("#lock");
    until(() -> lookup("#remembered").queryAs(Labeled.class).getText().startsWith("Locked"));
  }
}
