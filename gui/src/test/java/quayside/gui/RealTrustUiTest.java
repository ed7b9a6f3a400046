package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import quayside.core.embedded.EmbeddedNode;

/** Cells of the matrix are turned over, and the nodes' own lists agree. */
class RealTrustUiTest extends RealWindow {
  @Override
  boolean trusting() {
    return false;
  }

  private static int accepted(EmbeddedNode node) throws IOException {
    Object list = node.call("receive_authkey_list", Map.of());
    return Optional.ofNullable(list).map(l -> ((List<?>) l).size()).orElse(0);
  }

  private String sentence() {
    return lookup("#trust-sentence").queryAs(Labeled.class).getText();
  }

  @Test
  void cellsAndKeychainsAgree() throws Exception {
    ready();
    clickOn("#rail-keys");
    push(KeyCode.HOME);
    push(KeyCode.RIGHT);
    until(() -> sentence().equals("harbor-a has no send key yet."));
    clickOn("#trust-authorise");
    clickOn(".dialog .success"); // a key is made first, which is said
    until(() -> sentence().equals("harbor-a may send to harbor-b."));
    assertEquals(1, accepted(target()));
    assertEquals(0, accepted(source()));
    until(() -> !lookup("#trust-test").query().isDisabled());
    clickOn("#trust-test");
    until(() ->
        lookup((javafx.scene.Node n) ->
                n instanceof Labeled l
                    && String.valueOf(l.getText()).contains("restricted shell opens"))
            .tryQuery()
            .isPresent());
    until(() -> !lookup("#trust-revoke").query().isDisabled());
    clickOn("#trust-revoke");
    clickOn(".dialog .danger");
    until(() -> sentence().contains("may not send"));
    assertEquals(0, accepted(target()));
    target()
        .call(
            "receive_authkey_add",
            Map.of(
                "name",
                "by-hand",
                "public_key",
                engine()
                    .trust()
                    .known()
                    .sendKey(new quayside.core.keys.Sender("harbor-a", "tank"))
                    .orElseThrow()
                    .publicKey(),
                "ctid",
                "web*"));
    clickOn("#keys-refresh");
    until(() -> sentence().contains("only ids like web*"));
  }
}
