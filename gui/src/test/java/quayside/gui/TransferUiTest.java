package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import quayside.gui.fake.SampleArchives;

/** The dialogs of exports and imports, and the ways that lead to them. */
class TransferUiTest extends FakeWindow {
  private Path folder = Path.of("");

  @Override
  void prepare() {
    try {
      folder = SampleArchives.folder(home().config().resolve("archives"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node node(int index) {
    return lookup("#fleet .list-cell").queryAllAs(ListCell.class).stream()
        .filter(cell -> cell.getIndex() == index && !cell.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keyMenuAndToolbarLeadToTheSameDialog() throws Exception {
    clickOn("web-02");
    push(KeyCode.E);
    until(() -> shows("Export web-02"));
    push(KeyCode.ESCAPE);
    clickOn("#export");
    until(() -> shows("Export web-02"));
    push(KeyCode.ESCAPE);
    clickOn("#more");
    clickOn("#menu-export");
    until(() -> shows("Export web-02"));
    until(() ->
        shows("How: streamed and written here, nothing is written on the node · 4.2 GB to carry"));
    until(() -> can("#transfer-go"));
    push(KeyCode.ENTER);
    until(() -> gallery.transfers.exported.size() == 1);
    until(() -> !shows("Export web-02"));
    assertEquals(
        folder.resolve("web-02-20261121-1349.tar"), gallery.transfers.exported.getFirst().file());
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyIfAskedTo() throws Exception {
    clickOn("web-02");
    push(KeyCode.E);
    until(() -> can("#transfer-go"));
    assertFalse(shows("#export-replace"));
    clickOn("#export-name").push(KeyCode.SHORTCUT, KeyCode.A).write("ct1-edited.tar");
    until(() -> shows("#export-replace") && !can("#transfer-go"));
    clickOn("#export-replace");
    until(() -> can("#transfer-go"));
    clickOn("#packing-gzip");
    clickOn("#export-consistent");
    until(() -> shows("“web-02” goes on running: the archive will be as if it had lost power."));
    until(() -> can("#transfer-go"));
    clickOn("#transfer-go");
    until(() -> gallery.transfers.exported.size() == 1);
    assertTrue(gallery.transfers.exported.getFirst().replace());
  }

  @Test
  void containersDroppedOnThePageAreExported() throws Exception {
    drag("web-02", MouseButton.PRIMARY).moveTo("#rail-archives").moveBy(2, 1).drop();
    until(() -> shows("Export web-02"));
    push(KeyCode.ESCAPE);
  }

  @Test
  void filesDroppedOnANodeAreImportedIfTheyAreArchives() throws Exception {
    clickOn("#rail-archives");
    until(() -> shows("ct1-edited.tar"));
    drag("ct1-edited.tar", MouseButton.PRIMARY).moveTo(node(1)).moveBy(3, 3);
    until(() -> shows("Import ct1-edited.tar into harbor-b"));
    assertTrue(node(1).getPseudoClassStates().toString().contains("drop-good"));
    moveBy(2, 1).drop();
    until(() -> shows("Import ct1-edited.tar") && shows("#fix-delete-staged"));
    clickOn("#fix-delete-staged");
    until(() -> !shows("#fix-delete-staged"));
    clickOn("#import-id").write("ct2");
    until(() -> can("#transfer-go"));
    push(KeyCode.ENTER);
    until(() -> gallery.transfers.imported.size() == 1);
    var started = gallery.transfers.imported.getFirst();
    assertEquals("harbor-b", started.node());
    assertEquals(Optional.of("ct2"), started.options().asId());
  }

  @Test
  void aNodesMenuAsksForFiles() throws Exception {
    gallery.picker.answers.add(folder.resolve("data-full.zfs"));
    clickOn(node(1));
    push(KeyCode.CONTEXT_MENU);
    clickOn("Import an archive…");
    until(() -> shows("Import data-full.zfs") && shows("#import-id"));
  }
}
