package quayside.gui.main;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** What the window shows until the engine is open: its frame, so that nothing jumps then. */
public final class Opening extends HBox {
  /** The frame with a word in its middle. */
  public Opening() {
    getStyleClass().add("window");
    var logo = Icons.styled(new StackPane(Icons.named(Feather.BOX, Texts.get("app"))), "logo");
    VBox rail = Icons.styled(new VBox(logo), "rail");
    Label title = Icons.styled(new Label(Texts.get("fleet.title")), "strong");
    HBox head = Icons.styled(new HBox(title), "center-left", "pane-head", "opening-head");
    VBox fleet = Icons.styled(new VBox(head), "fleet");
    Label word = Icons.styled(new Label(Texts.get("opening")), "muted");
    VBox middle = Icons.styled(new VBox(word), "empty");
    HBox.setHgrow(middle, Priority.ALWAYS);
    getChildren().addAll(rail, fleet, middle);
  }
}
