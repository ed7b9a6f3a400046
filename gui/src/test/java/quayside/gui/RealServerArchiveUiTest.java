package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import quayside.core.archive.Sidecar;
import quayside.core.operation.OperationView.Kind;

/**
 * A container of a real server becomes a backup by a drag, the page of archives tells about it, and
 * the file, dropped onto another server, becomes a container there.
 */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
class RealServerArchiveUiTest extends RealServerWindow {
  private String id = "";

  @Override
  List<String> servers() {
    return List.of("inc-a", "inc-b");
  }

  @Override
  void prepare() throws IOException {
    id = make("inc-a");
    String berth = "/var/lib/incus/storage-pools/default/containers/" + id + "/rootfs/etc/berth";
    assertEquals("moored\n", told("moored\n", "inc-a", "tee", berth));
  }

  private boolean can(String button) {
    return lookup(button).tryQuery().map(n -> !n.isDisabled()).orElse(false);
  }

  /** A text as it stands between two layouts: from this thread it can be seen gone for a moment. */
  private Node settled(String words) throws Exception {
    until(() -> shows(words));
    var found = new AtomicReference<@Nullable Node>();
    interact(() -> found.set(lookup(words).query()));
    return Objects.requireNonNull(found.get());
  }

  private boolean says(String words) {
    return lookup(".label").queryAllAs(Labeled.class).stream()
        .anyMatch(label -> String.valueOf(label.getText()).contains(words));
  }

  private void export(String name, int count) throws Exception {
    drag(id, MouseButton.PRIMARY).moveTo("#rail-archives").moveBy(2, 1).drop();
    until(() -> shows("#export-name") && can("#transfer-go"));
    interact(() -> lookup("#export-name").queryAs(TextField.class).setText(name));
    until(() -> can("#transfer-go") && !lookup("#transfer-findings").query().isDisabled());
    clickOn("#transfer-go");
    until(() -> succeeded(Kind.EXPORT, count));
    Path file = archiveFolder().resolve(name);
    assertTrue(Files.exists(file) && Files.exists(Sidecar.of(file)));
  }

  private void lookInside(String name) throws Exception {
    clickOn(settled(name));
    push(KeyCode.ENTER);
    until(() -> shows("#inside-files"));
    clickOn("#inside-files");
    until(() -> shows("etc"));
    clickOn("etc");
    push(KeyCode.ENTER);
    until(() -> shows("berth"));
    clickOn("berth");
    push(KeyCode.R);
    until(() -> shows("#inside-contents"));
    assertEquals(
        "moored", lookup("#inside-contents").queryAs(TextInputControl.class).getText().strip());
    push(KeyCode.ESCAPE);
    push(KeyCode.ESCAPE);
    until(() -> shows("#archives-table"));
  }

  @Test
  void outByADragLookedAtAndBackByADrop() throws Exception {
    ready(id);
    export("one.tar", 1);
    assertEquals("", tried("inc-a", "incus", "config", "set", id, "user.berth=7"));
    export("two.tar", 2);

    clickOn("#rail-archives");
    until(() -> shows("one.tar") && shows("two.tar"));
    clickOn("one.tar");
    push(KeyCode.V);
    until(() -> says("one.tar is whole"));
    push(KeyCode.ESCAPE);
    clickOn(settled("one.tar"));
    Node second = settled("two.tar");
    press(KeyCode.CONTROL).clickOn(second).release(KeyCode.CONTROL);
    push(KeyCode.D);
    until(() -> shows("#differences"));
    assertTrue(
        lookup("#differences")
            .queryAs(TableView.class)
            .getItems()
            .toString()
            .contains("user.berth"));
    push(KeyCode.ESCAPE);
    lookInside("one.tar");

    String other = unused();
    drag(settled("two.tar"), MouseButton.PRIMARY).moveTo(fleetRow(1)).moveBy(3, 3);
    until(() -> fleetRow(1).getPseudoClassStates().toString().contains("drop-good"));
    moveBy(2, 1).drop();
    until(() -> shows("#import-id"));
    interact(() -> {
      lookup("#import-id").queryAs(TextField.class).setText(other);
      lookup("#import-start").queryAs(CheckBox.class).setSelected(true);
    });
    until(() -> can("#transfer-go") && !lookup("#transfer-findings").query().isDisabled());
    clickOn("#transfer-go");
    until(() -> succeeded(Kind.IMPORT, 1));
    until(() -> runs("inc-b", other));
    assertEquals(
        "moored", tried("inc-b", "incus", "exec", other, "--", "cat", "/etc/berth").strip());
    assertEquals("7", tried("inc-b", "incus", "config", "get", other, "user.berth").strip());
  }
}
