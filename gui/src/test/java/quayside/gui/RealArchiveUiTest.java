package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import quayside.core.archive.Sidecar;
import quayside.core.embedded.FileTree;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationView.Status;

/** A running container becomes a file, and the file a container on the other node. */
class RealArchiveUiTest extends RealWindow {

  /** So that the files can be compared with those of a container that goes on running. */
  @Override
  int writeRate() {
    return 0;
  }

  private boolean can(String button) {
    return lookup(button).tryQuery().map(n -> !n.isDisabled()).orElse(false);
  }

  private long succeeded() {
    return engine().activity().operations().stream()
        .filter(op -> op.status() == Status.SUCCEEDED)
        .count();
  }

  private boolean runs(String id) {
    return engine().fleet().nodes().stream()
        .flatMap(n -> n.containers().stream())
        .anyMatch(c -> c.ref().id().equals(id) && c.state() == ContainerState.RUNNING);
  }

  private void export(FileTree before) throws Exception {
    until(() -> can("#transfer-go"));
    interact(() -> lookup("#export-name").queryAs(TextField.class).setText("web-01-a.tar"));
    until(() -> can("#transfer-go") && !lookup("#transfer-findings").query().isDisabled());
    clickOn("#transfer-go");
    until(() -> succeeded() == 1);
    Path file = archiveFolder().resolve("web-01-a.tar");
    assertTrue(Files.exists(file) && Files.exists(Sidecar.of(file)));
    assertEquals(List.of(), before.differences(source().files("web-01")));
    until(() -> runs("web-01"));
  }

  private void importAs(String id, FileTree before) throws Exception {
    until(() -> can("#import-id"));
    interact(() -> lookup("#import-id").queryAs(TextField.class).setText(id));
    until(() -> can("#transfer-go"));
    clickOn("#transfer-go");
    until(() -> succeeded() == 2);
    assertEquals(List.of(), before.differences(target().files(id)));
    until(() -> has(target(), id) && has(source(), "web-01"));
  }

  @Test
  void byTheKeyboardIntoTheOtherNodeUnderAnotherId() throws Exception {
    ready();
    FileTree before = source().files("web-01");
    clickOn("web-01");
    push(KeyCode.E);
    export(before);
    clickOn("#rail-archives");
    until(() -> lookup("web-01-a.tar").tryQuery().isPresent());
    clickOn("web-01-a.tar");
    push(KeyCode.I);
    until(() -> lookup("#import-node").tryQuery().isPresent());
    clickOn("#import-node");
    push(KeyCode.DOWN);
    push(KeyCode.DOWN);
    push(KeyCode.ENTER);
    importAs("web-copy", before);
  }

  @Test
  void byDraggingOntoThePageAndFromThereOntoTheOtherNode() throws Exception {
    ready();
    FileTree before = source().files("web-01");
    drag("web-01", MouseButton.PRIMARY).moveTo("#rail-archives").moveBy(2, 1).drop();
    until(() -> lookup("#export-name").tryQuery().isPresent());
    export(before);
    clickOn("#rail-archives");
    until(() -> lookup("web-01-a.tar").tryQuery().isPresent());
    drag("web-01-a.tar", MouseButton.PRIMARY).moveTo(fleetRow(1)).moveBy(3, 3);
    until(() -> fleetRow(1).getPseudoClassStates().toString().contains("drop-good"));
    moveBy(2, 1).drop();
    until(() -> lookup("#import-id").tryQuery().isPresent());
    importAs("web-dragged", before);
  }
}
