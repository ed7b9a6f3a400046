package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import quayside.gui.fake.SampleArchives;

/** The page of archives, on real files. */
class ArchivesUiTest extends FakeWindow {
  @Override
  void prepare() {
    try {
      SampleArchives.folder(home().config().resolve("archives"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String text(String query) {
    return lookup(query).queryAs(Labeled.class).getText();
  }

  private TableView<?> table(String query) {
    return lookup(query).queryAs(TableView.class);
  }

  private void openPage() throws Exception {
    clickOn("#rail-archives");
    until(() -> table("#archives-table").getItems().size() == 6);
    until(() -> shows("ZFS stream · full"));
  }

  private void select(String name) {
    clickOn(name);
  }

  @Test
  void anArchiveIsOpenedWalkedReadAndCopiedOutByTheKeyboardAlone() throws Exception {
    openPage();
    select("ct1-20261121-1349.tar");
    push(KeyCode.ENTER);
    until(() -> shows("#inside") && shows("debian 13"));
    clickOn("#inside-files");
    until(() -> shows("etc"));
    clickOn("etc");
    push(KeyCode.ENTER);
    until(() -> text("#inside-path").equals("/etc"));
    clickOn("hostname");
    push(KeyCode.R);
    until(() -> shows("#inside-contents"));
    assertTrue(!lookup("#inside-contents").queryAs(TextInputControl.class).getText().isBlank());
    push(KeyCode.ESCAPE);
    Path into = Files.createDirectories(home().config().resolve("out"));
    gallery.picker.answers.add(into);
    push(KeyCode.E);
    until(() -> shows("Copied out"));
    assertTrue(Files.exists(into.resolve("hostname")));
    push(KeyCode.ESCAPE);
    push(KeyCode.BACK_SPACE);
    until(() -> text("#inside-path").equals("/"));
    clickOn("#inside-search").write("hostn").push(KeyCode.ENTER);
    until(() -> shows("/etc/hostname"));
    clickOn("#inside-texts");
    until(() ->
        lookup("#inside-text")
            .queryAs(TextInputControl.class)
            .getText()
            .contains("container: ct1"));
    push(KeyCode.ESCAPE);
    until(() -> shows("#archives-table"));
  }

  @Test
  void verifyingTellsAVerdictThatStaysInTheTable() throws Exception {
    openPage();
    select("ct1-broken.tar");
    push(KeyCode.V);
    until(() -> shows("ct1-broken.tar is damaged"));
    push(KeyCode.ESCAPE);
    until(() -> shows("damaged, seen 0 s ago") || shows("damaged, seen 1 s ago"));
    select("ct1-20261121-1349.tar");
    push(KeyCode.V);
    until(() -> shows("ct1-20261121-1349.tar is whole"));
  }

  @Test
  void twoAreCompared() throws Exception {
    openPage();
    select("ct1-20261121-1349.tar");
    press(KeyCode.CONTROL).clickOn("ct1-edited.tar").release(KeyCode.CONTROL);
    push(KeyCode.D);
    until(() -> shows("#differences") && shows("Differences in the configurations"));
    assertEquals(1, table("#differences").getItems().size());
  }

  @Test
  void aFilterAndEmptyFoldersSayWhatIsSo() throws Exception {
    openPage();
    push(KeyCode.SHORTCUT, KeyCode.F);
    write("no such thing");
    until(() -> shows("No archive matches."));
    clickOn("#archives-folders");
    until(() -> shows("#folders"));
    push(KeyCode.ESCAPE);
  }

  /** What the file manager would be handed. */
  @Test
  void anArchiveIsDraggedOutAsAFile() throws Exception {
    openPage();
    List<File> carried = new CopyOnWriteArrayList<>();
    Node place = lookup("#archives-filter").query();
    interact(() ->
        place.addEventHandler(
            DragEvent.DRAG_OVER, event -> carried.addAll(event.getDragboard().getFiles())));
    drag("ct1-edited.tar", MouseButton.PRIMARY).moveTo(place).moveBy(2, 1);
    until(() -> !carried.isEmpty());
    drop();
    assertEquals(
        Set.of(home().config().resolve("archives/ct1-edited.tar").toFile()), Set.copyOf(carried));
  }

  @Test
  void thousandsOfFilesCostNoMoreCellsThanAreInSight() throws Exception {
    Path folder = home().config().resolve("archives");
    for (int i = 0; i < 3000; i++) {
      Files.writeString(folder.resolve("old-" + i + ".tar"), "no archive " + i);
    }
    clickOn("#rail-archives");
    until(() -> table("#archives-table").getItems().size() == 3006);
    until(() -> shows("neither") || shows("no archive"));
    clickOn("#archives-filter").write("old-2999");
    until(() -> table("#archives-table").getItems().size() == 1);
    int rows = lookup("#archives-table .table-row-cell").queryAll().size();
    assertTrue(rows < 80, () -> rows + " rows");
  }
}
