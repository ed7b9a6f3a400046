package quayside.gui.fx;

import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;

/** What a drag of containers carries; which ones is known to the window that started it. */
public final class DragData {
  /** Marks a drag of containers. */
  public static final DataFormat CONTAINERS = new DataFormat("application/x-quayside-containers");

  private DragData() {}

  /** Whether the person asks for a copy, as far as the platform tells during a drag. */
  public static boolean cloning(DragEvent event) {
    return !onGtk() && event.getTransferMode() == TransferMode.COPY;
  }

  /**
   * GTK suggests a copy whenever one is allowed, with or without Ctrl, and hides the keyboard while
   * it drags; the first mouse event after the drop tells whether Ctrl was held.
   */
  public static void onControlHeld(Scene scene, Runnable held) {
    if (onGtk()) {
      scene.addEventFilter(MouseEvent.ANY, new FirstEvent(scene, held));
    }
  }

  private static boolean onGtk() {
    return System.getProperty("os.name", "").startsWith("Linux");
  }

  private record FirstEvent(Scene scene, Runnable held) implements EventHandler<MouseEvent> {
    @Override
    public void handle(MouseEvent event) {
      scene.removeEventFilter(MouseEvent.ANY, this);
      if (event.isControlDown()) {
        held.run();
      }
    }
  }
}
