package quayside.gui.main;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableNumberValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** The slim rail of pages at the very left. */
final class Rail extends VBox {
  private final Button fleet;
  private final Button activity;

  Rail(
      ObservableNumberValue busy,
      Runnable toFleet,
      Runnable toActivity,
      Runnable theme,
      Runnable settings) {
    getStyleClass().add("rail");
    var logo = Icons.styled(new StackPane(Icons.named(Feather.BOX, Texts.get("app"))), "logo");
    fleet = Icons.button(Feather.SERVER, Texts.get("rail.fleet"), toFleet);
    activity = Icons.button(Feather.ACTIVITY, Texts.get("rail.activity"), toActivity);
    activity.setId("rail-activity");
    Label badge = Icons.styled(new Label(), "count");
    badge.textProperty().bind(Bindings.convert(busy));
    badge.visibleProperty().bind(Bindings.greaterThan(busy, 0));
    badge.setMouseTransparent(true);
    StackPane counted = new StackPane(activity, badge);
    StackPane.setAlignment(badge, Pos.TOP_RIGHT);
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    Button look = Icons.button(Feather.MOON, Texts.get("rail.theme"), theme);
    look.setId("theme");
    Button more = Icons.button(Feather.SETTINGS, Texts.get("rail.settings"), settings);
    more.setId("settings");
    getChildren().addAll(logo, fleet, counted, gap, look, more);
    show(false);
  }

  void show(boolean atActivity) {
    fleet.getStyleClass().remove("here");
    activity.getStyleClass().remove("here");
    (atActivity ? activity : fleet).getStyleClass().add("here");
  }
}
