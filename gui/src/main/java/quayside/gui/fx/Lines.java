package quayside.gui.fx;

import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Fields of several lines, each of them one thing. */
public final class Lines {
  private Lines() {}

  /** Lets Tab lead on from lines as it does from a field; nothing that is typed there has one. */
  public static void leaveByTab(TextArea lines) {
    lines.addEventFilter(KeyEvent.KEY_PRESSED, Lines::leave);
  }

  private static void leave(KeyEvent event) {
    if (event.getCode() == KeyCode.TAB && event.getSource() instanceof Node lines) {
      lines.requestFocusTraversal(
          event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
      event.consume();
    }
  }
}
