package quayside.gui.containers;

import java.util.List;
import java.util.OptionalLong;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** The little card under the pointer while containers are dragged. */
final class DragImage {
  private DragImage() {}

  static WritableImage of(List<ContainerRow> rows, Scene look) {
    String name =
        rows.size() == 1 ? rows.getFirst().ref().id() : Texts.get("drag.many", rows.size());
    Label title = Icons.styled(new Label(name, Icons.silent(Feather.BOX)), "strong");
    title.setGraphicTextGap(8);
    HBox card = Icons.styled(new HBox(8, title), "drag-card", "center-left");
    long bytes = rows.stream().mapToLong(row -> disk(row).orElse(0)).sum();
    if (bytes > 0) {
      card.getChildren().add(Icons.styled(new Label(Figures.bytes(bytes)), "small"));
    }
    StackPane root = new StackPane(card);
    root.getStyleClass().addAll(look.getRoot().getStyleClass());
    root.getStyleClass().add("drag-root");
    Scene own = new Scene(root, Color.TRANSPARENT);
    own.getStylesheets().setAll(look.getStylesheets());
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    root.applyCss();
    root.layout();
    return root.snapshot(clear, null);
  }

  private static OptionalLong disk(ContainerRow row) {
    return row.container().get().disk();
  }
}
