package quayside.gui.main;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableNumberValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
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
  private final Map<Page, Button> pages = new EnumMap<>(Page.class);

  Rail(ObservableNumberValue busy, Consumer<Page> go, Runnable theme, Runnable settings) {
    getStyleClass().add("rail");
    var logo = Icons.styled(new StackPane(Icons.named(Feather.BOX, Texts.get("app"))), "logo");
    getChildren().add(logo);
    for (Page page : Page.values()) {
      Button button = Icons.button(page.icon, Texts.get(page.key), () -> go.accept(page));
      button.setId("rail-" + page.name().toLowerCase(Locale.ROOT));
      pages.put(page, button);
      getChildren().add(page == Page.ACTIVITY ? counted(button, busy) : button);
    }
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    Button look = Icons.button(Feather.MOON, Texts.get("rail.theme"), theme);
    look.setId("theme");
    Button more = Icons.button(Feather.SETTINGS, Texts.get("rail.settings"), settings);
    more.setId("settings");
    getChildren().addAll(gap, look, more);
  }

  private static Node counted(Button button, ObservableNumberValue busy) {
    Label badge = Icons.styled(new Label(), "count");
    badge.textProperty().bind(Bindings.convert(busy));
    badge.visibleProperty().bind(Bindings.greaterThan(busy, 0));
    badge.setMouseTransparent(true);
    StackPane counted = new StackPane(button, badge);
    StackPane.setAlignment(badge, Pos.TOP_RIGHT);
    return counted;
  }

  /** The button of a page. */
  Button button(Page page) {
    return Objects.requireNonNull(pages.get(page));
  }

  /** Marks the page that is shown. */
  void show(Page here) {
    pages.forEach((page, button) -> {
      button.getStyleClass().remove("here");
      if (page == here) {
        button.getStyleClass().add("here");
      }
    });
  }
}
