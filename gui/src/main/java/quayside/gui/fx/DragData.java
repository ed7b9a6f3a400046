package quayside.gui.fx;

import javafx.scene.input.DataFormat;

/** What a drag of containers carries; which ones is known to the window that started it. */
public final class DragData {
  /** Marks a drag of containers. */
  public static final DataFormat CONTAINERS = new DataFormat("application/x-quayside-containers");

  private DragData() {}
}
