package quayside.gui.migrate;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;

/** Floats beside the pointer during a drag; never takes a click. */
public final class DropTip extends Pane {
  private static final double WIDTH = 300;
  private final VBox card = Icons.styled(new VBox(6), "drop-tip");

  /** A tip that is not shown yet. */
  public DropTip() {
    setMouseTransparent(true);
    setPickOnBounds(false);
    card.setPrefWidth(WIDTH);
    card.setVisible(false);
    card.setId("drop-tip");
    getChildren().add(card);
  }

  /** Shows a hint, and what the keyboard does meanwhile, beside a point of the scene. */
  public void show(DropPreview.Hint hint, String withKeys, double sceneX, double sceneY) {
    card.getChildren().setAll(Icons.styled(new Label(hint.title()), "strong"));
    GridPane figures = new GridPane(12, 4);
    for (int row = 0; row < hint.lines().size(); row++) {
      Label label = Icons.styled(new Label(hint.lines().get(row).label()), "muted");
      label.setMinWidth(Region.USE_PREF_SIZE);
      figures.addRow(row, label, new Label(hint.lines().get(row).value()));
    }
    if (!hint.lines().isEmpty()) {
      card.getChildren().add(figures);
    }
    card.getChildren().add(remark(hint));
    Label keys = Icons.styled(new Label(withKeys), "small");
    card.getChildren().add(keys);
    place(sceneX, sceneY);
    card.setVisible(true);
  }

  private void place(double sceneX, double sceneY) {
    var at = sceneToLocal(sceneX, sceneY);
    card.applyCss();
    card.autosize();
    double x = at.getX() + 20;
    double y = at.getY() + 46;
    card.relocate(
        Math.max(8, Math.min(x, getWidth() - card.getWidth() - 8)),
        Math.max(8, Math.min(y, getHeight() - card.getHeight() - 8)));
  }

  /** Hides it. */
  public void hide() {
    card.setVisible(false);
  }

  private static Label remark(DropPreview.Hint hint) {
    Feather icon =
        switch (hint.verdict()) {
          case POSSIBLE -> Feather.CHECK;
          case TO_SETTLE -> Feather.ALERT_TRIANGLE;
          case REFUSED -> Feather.X;
        };
    String style =
        switch (hint.verdict()) {
          case POSSIBLE -> "success-text";
          case TO_SETTLE -> "warning-text";
          case REFUSED -> "danger-text";
        };
    Label remark = Icons.styled(new Label(hint.remark(), Icons.silent(icon)), style);
    remark.setWrapText(true);
    remark.setMinHeight(Region.USE_PREF_SIZE);
    remark.setGraphicTextGap(8);
    return remark;
  }
}
