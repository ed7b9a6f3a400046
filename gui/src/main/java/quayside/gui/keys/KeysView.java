package quayside.gui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.problem.Problem;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;

/** The page of keys: trust, send keys, accepted keys, this computer's keys, host keys. */
public final class KeysView extends VBox {
  private final TrustViewModel model;
  private final StackPane body = new StackPane();
  private final ToggleGroup tabs = new ToggleGroup();
  private final HBox bar = Icons.styled(new HBox(), "segments");
  private Runnable focus = () -> {};

  /**
   * The page.
   *
   * @param selected names of the nodes selected in the fleet
   * @param failed says what went wrong
   */
  public KeysView(
      TrustViewModel model,
      KeyDesk desk,
      Overlay overlay,
      ObservableValue<List<String>> selected,
      Consumer<Problem> failed) {
    this.model = model;
    getStyleClass().add("work");
    setId("keys");
    VBox.setVgrow(body, Priority.ALWAYS);
    body.setMinHeight(0);
    var trust = new TrustView(model, desk, overlay, failed);
    var identities = new IdentitiesView(model, desk, overlay, selected, failed);
    var hosts = new HostKeysView(model, desk, overlay, failed);
    tab("keys.trust", trust, trust::focus, () -> {});
    var sends = new SendKeysView(model, overlay, failed).view();
    tab("keys.send", sends, sends::focus, () -> {});
    var accepted = new AcceptedKeysView(model, overlay, selected, failed).view();
    tab("keys.accepted", accepted, accepted::focus, () -> {});
    tab("keys.own", identities.view(), identities.view()::focus, identities::refresh);
    tab("keys.hosts", hosts.view(), hosts.view()::focus, hosts::refresh);
    getChildren().addAll(head(), bar, body);
    tabs.selectToggle(tabs.getToggles().getFirst());
  }

  private HBox head() {
    Label title = Icons.styled(new Label(Texts.get("keys.title")), "title");
    Label about = Icons.styled(new Label(), "muted");
    about.textProperty().bind(model.about());
    var busy = new ProgressIndicator();
    busy.setPrefSize(16, 16);
    busy.setMinSize(16, 16);
    busy.visibleProperty().bind(model.busy());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button refresh = Icons.button(Feather.REFRESH_CW, Texts.get("keys.refresh"), model::refresh);
    refresh.setId("keys-refresh");
    refresh.disableProperty().bind(model.busy());
    return Icons.styled(new HBox(12, title, about, busy, gap, refresh), "center-left", "work-head");
  }

  private void tab(String key, Region page, Runnable focusing, Runnable shown) {
    var button = new ToggleButton(Texts.get(key));
    button.setId(key.replace('.', '-'));
    button.setToggleGroup(tabs);
    List<String> place = new ArrayList<>();
    place.add(bar.getChildren().isEmpty() ? "left-pill" : "center-pill");
    button.getStyleClass().addAll(place);
    bar.getChildren().add(button);
    button.setOnAction(_ -> button.setSelected(true)); // the chosen one stays chosen
    button
        .selectedProperty()
        .subscribe(on -> {
          if (on) {
            body.getChildren().setAll(page);
            focus = focusing;
            shown.run();
          }
        });
  }

  /** The page came into sight: asks what was not asked lately, and takes the keyboard. */
  public void shown() {
    model.shown();
    focus.run();
  }
}
