package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.RadioButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;

/** Dragging in the window, with made-up nodes: what is shown, and what a drop opens. */
class DragUiTest extends FakeWindow {
  private Node node(int index) {
    return lookup("#fleet .list-cell").queryAllAs(ListCell.class).stream()
        .filter(cell -> cell.getIndex() == index && !cell.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTipSaysBeforeTheDropWhatWouldHappen() throws Exception {
    drag("web-02", MouseButton.PRIMARY).moveTo(node(1)).moveBy(3, 3);
    until(() -> shows("Move web-02 to harbor-b"));
    until(() -> shows("≈ 0.8 s"));
    assertTrue(node(1).getPseudoClassStates().toString().contains("drop-good"));
    moveTo(node(3)).moveBy(3, 3);
    until(() -> node(3).getPseudoClassStates().toString().contains("drop-bad"));
    assertTrue(shows("edge-pi-3 has no room: 1.2 GB are free, 4.2 GB are needed."));
    moveTo(node(1)).moveBy(2, 2).drop();
    until(() -> shows("Move web-02"));
    until(() -> shows("#fix-authorize-once"));
    assertEquals(0, gallery.moves.started.size());
  }

  @Test
  void controlHeldWhileDroppingClones() throws Exception {
    drag("web-02", MouseButton.PRIMARY).moveTo(node(1)).moveBy(3, 3);
    until(() -> shows("Hold Ctrl while dropping: clone · Esc: never mind"));
    press(KeyCode.CONTROL).moveBy(2, 1).drop().moveBy(4, 4).release(KeyCode.CONTROL);
    until(() -> shows("Clone web-02"));
    assertTrue(
        lookup("Clone").queryAllAs(RadioButton.class).stream().anyMatch(r -> r.isSelected()));
  }

  @Test
  void controlReleasedBeforeTheDropMoves() throws Exception {
    drag("web-02", MouseButton.PRIMARY).moveTo(node(1)).moveBy(3, 3);
    press(KeyCode.CONTROL).moveBy(2, 1).release(KeyCode.CONTROL).moveBy(1, 1).drop().moveBy(4, 4);
    until(() -> shows("Move web-02"));
    until(() -> shows("#fix-authorize-once"));
    assertTrue(shows("Move web-02"));
  }
}
