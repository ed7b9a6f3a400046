package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.testfx.util.WaitForAsyncUtils;
import quayside.core.model.Image;
import quayside.core.operation.OperationView.Kind;

/** New instances on real servers, with nothing but the keyboard where that is shorter. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
class RealServerCreateUiTest extends RealServerWindow {
  private String there = "";

  @Override
  List<String> servers() {
    return List.of("inc-a", "lxd-b");
  }

  @Override
  void prepare() throws IOException {
    there = make("inc-a");
  }

  private void asked() throws Exception {
    until(() ->
        lookup("#create-remark")
            .tryQueryAs(Labeled.class)
            .map(said -> said.getText().contains("settle"))
            .orElse(false));
  }

  private boolean ready() {
    return lookup("#create-go").tryQuery().map(go -> !go.isDisabled()).orElse(false);
  }

  @Test
  void fromAnImageAndAsACopyOfThat() throws Exception {
    String fresh = unused();
    ready(there);
    clickOn(there);
    push(KeyCode.N);
    asked();
    write(there);
    until(() -> lookup("#create-said-name").queryAs(Labeled.class).getText().contains("already"));
    push(KeyCode.SHORTCUT, KeyCode.A);
    write(fresh);
    until(this::ready);
    push(KeyCode.ENTER);
    until(() -> succeeded(Kind.CREATE, 1));
    until(() -> runs("inc-a", fresh));
    assertTrue(tried("inc-a", "incus", "list", "-f", "csv", "-c", "ns").contains(fresh + ",RUN"));

    String copy = unused();
    clickOn(there);
    push(KeyCode.N);
    asked();
    write(copy);
    interact(() -> lookup("#create-from-copy").queryAs(ToggleButton.class).fire());
    until(this::ready);
    push(KeyCode.ENTER);
    until(() -> succeeded(Kind.CREATE, 2));
    until(() -> runs("inc-a", copy));
  }

  /** The dialog of the second node. */
  private void fromItsMenu(String name) throws Exception {
    ready(there);
    clickOn(fleetRow(1));
    push(KeyCode.CONTEXT_MENU);
    until(() -> listWindows().stream().anyMatch(ContextMenu.class::isInstance));
    WaitForAsyncUtils.waitForFxEvents();
    clickOn("New instance…");
    asked();
    write(name);
  }

  /** With a setting; the image is not public, so its node lets it be fetched. */
  @Test
  void onLxdFromAnImageOfIncus() throws Exception {
    String fresh = unused();
    fromItsMenu(fresh);
    interact(() -> lookup("#create-from-node").queryAs(ToggleButton.class).fire());
    ComboBox<String> owner = lookup("#create-owner").query();
    interact(() -> owner.setValue("inc-a"));
    ComboBox<Optional<Image>> image = lookup("#create-other").query();
    until(() -> !image.isDisabled());
    interact(() ->
        image.setValue(
            image.getItems().stream()
                .filter(each -> each.orElseThrow().isCalled("tiny"))
                .findFirst()
                .orElseThrow()));
    interact(() -> lookup("#create-config").queryAs(TextArea.class).setText("limits.memory=64MiB"));
    until(this::ready);
    push(KeyCode.ENTER);
    until(() -> succeeded(Kind.CREATE, 1));
    until(() -> runs("lxd-b", fresh));
    assertEquals("64MiB", tried("lxd-b", "lxc", "config", "get", fresh, "limits.memory").strip());
  }

  @Test
  void onLxdFromItsMenu() throws Exception {
    String fresh = unused();
    fromItsMenu(fresh);
    until(this::ready);
    push(KeyCode.ENTER);
    until(() -> succeeded(Kind.CREATE, 1));
    until(() -> runs("lxd-b", fresh));
    assertEquals("", tried("lxd-b", "lxc", "config", "get", fresh, "user.quayside.create").strip());
  }
}
