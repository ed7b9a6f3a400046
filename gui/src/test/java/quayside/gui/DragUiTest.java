package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.RadioButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;
import quayside.core.fleet.NodeView;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.gui.fake.Samples;

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

  private long lit() {
    return lookup("#fleet .list-cell").queryAllAs(ListCell.class).stream()
        .filter(cell -> cell.getPseudoClassStates().toString().contains("drop-"))
        .count();
  }

  @Test
  void aNodeStaysLitWhenItsRowIsDrawnAnew() throws Exception {
    drag("web-02", MouseButton.PRIMARY).moveTo(node(1)).moveBy(3, 3);
    until(() -> node(1).getPseudoClassStates().toString().contains("drop-good"));
    interact(() -> lookup("#fleet").queryListView().refresh());
    interact(() -> Collections.reverse(lookup("#fleet").queryListView().getItems()));
    Node moved = node(Samples.fleet().size() - 2);
    assertTrue(moved.getPseudoClassStates().toString().contains("drop-good"));
    assertEquals(1, lit());
    moveTo("#filter").moveBy(3, 3);
    until(() -> lit() == 0);
    drop();
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

  /** From now on the first node has these containers before its own, and is asked in any order. */
  private void listed(List<String> before, boolean turned) {
    List<NodeView> all = new ArrayList<>(Samples.fleet());
    NodeView first = all.getFirst();
    List<Container> containers = new ArrayList<>();
    for (String id : before) {
      containers.add(Samples.container(first.node().name(), id, ContainerState.STOPPED, 1));
    }
    containers.addAll(first.containers());
    if (turned) {
      Collections.reverse(containers);
    }
    all.set(0, Samples.node(first.node().name(), 1L << 40, 1L << 39, containers));
    gallery.fleet.show(all);
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void whatWasPressedIsDraggedWhateverTheListDoesMeanwhile() throws Exception {
    moveTo("web-02").press(MouseButton.PRIMARY);
    listed(List.of("aaa", "aab", "aac"), false);
    moveBy(6, 6).moveTo(node(1)).moveBy(3, 3);
    until(() -> shows("Move web-02 to harbor-b"));
    listed(List.of(), true);
    moveBy(1, 1);
    until(() -> shows("Move web-02 to harbor-b"));
    listed(List.of("aaa"), false);
    moveBy(2, 2).drop();
    until(() -> shows("Move web-02"));
    until(() -> shows("#fix-authorize-once"));
  }

  @Test
  void aListThatIsFilledAnewAgainAndAgainEndsNoDrag() throws Exception {
    drag("web-02", MouseButton.PRIMARY);
    for (int i = 0; i < 6; i++) {
      listed(i % 3 == 0 ? List.of() : List.of("aaa", "bbb"), i % 2 == 0);
      moveBy(-4, 3);
    }
    List<NodeView> gone = new ArrayList<>(Samples.fleet());
    gone.set(0, Samples.node("harbor-a", 1L << 40, 1L << 39, List.of()));
    gallery.fleet.show(gone);
    moveBy(-4, 3);
    listed(List.of(), false);
    moveTo(node(1)).moveBy(3, 3).moveBy(2, 1).drop();
    until(() -> shows("Move web-02"));
    until(() -> shows("#fix-authorize-once"));
  }
}
