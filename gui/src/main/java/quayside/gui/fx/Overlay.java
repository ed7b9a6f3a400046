package quayside.gui.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Shows dialogs inside the window, above its contents. The newest is on top and keeps the keyboard;
 * Escape closes it.
 */
public final class Overlay extends StackPane {
  private Node content;
  private final Deque<Layer> layers = new ArrayDeque<>();

  private record Layer(StackPane pane, Region dialog, Runnable closed, @Nullable Node before) {}

  /** Puts an overlay around the contents of a window. */
  public Overlay(Node content) {
    this.content = content;
    getChildren().add(content);
    sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            scene.focusOwnerProperty().subscribe((_, owner) -> keepFocus(owner));
          }
        });
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && !layers.isEmpty()) {
            event.consume();
            close(layers.element().dialog);
          }
        });
  }

  /** Puts it around other contents. */
  public void setContent(Node now) {
    getChildren().set(getChildren().indexOf(content), now);
    content = now;
    content.setMouseTransparent(!layers.isEmpty());
  }

  /**
   * Shows a dialog.
   *
   * @param first gets the keyboard
   * @param closed runs when it is gone, however that came
   */
  public void show(Region dialog, Node first, Runnable closed) {
    @Nullable Node before = getScene() == null ? null : getScene().getFocusOwner();
    dialog.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane pane = new StackPane(dialog);
    pane.getStyleClass().add("scrim");
    StackPane.setAlignment(dialog, Pos.CENTER);
    layers.push(new Layer(pane, dialog, closed, before));
    getChildren().add(pane);
    content.setMouseTransparent(true);
    first.requestFocus();
    if (getScene() != null) {
      keepFocus(getScene().getFocusOwner()); // the first one may be disabled still
    }
  }

  /** Closes a dialog; nothing happens if it is closed already. */
  public void close(Region dialog) {
    Optional<Layer> layer = layers.stream().filter(l -> l.dialog.equals(dialog)).findFirst();
    if (layer.isEmpty()) {
      return;
    }
    layers.remove(layer.get());
    getChildren().remove(layer.get().pane);
    content.setMouseTransparent(!layers.isEmpty());
    Node before = layer.get().before;
    if (before != null) {
      before.requestFocus();
    }
    layer.get().closed.run();
  }

  /** Whether a dialog is open. */
  public boolean isOpen() {
    return !layers.isEmpty();
  }

  private void keepFocus(@Nullable Node owner) {
    if (layers.isEmpty() || owner == null) {
      return;
    }
    Region dialog = layers.element().dialog;
    for (Node at = owner; at != null; at = at.getParent()) {
      if (at.equals(dialog)) {
        return;
      }
    }
    firstFocusable(dialog).ifPresent(Node::requestFocus);
  }

  private static Optional<Node> firstFocusable(Region dialog) {
    return dialog.lookupAll("*").stream()
        .filter(n -> n.isFocusTraversable() && !n.isDisabled() && n.isVisible() && n.isManaged())
        .findFirst();
  }
}
