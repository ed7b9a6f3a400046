package quayside.gui.nodes;

import java.time.Clock;
import java.util.Optional;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.geometry.Side;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** The fleet: every node one row, always in reach of a drag. */
public final class FleetView extends VBox {

  /** What a person can ask of a node. */
  public interface Actions {
    void add();

    void edit(String node);

    void remove(String node);

    void refresh(String node);

    void importing(String node);

    /** Whether new containers can be made on a node. */
    boolean canCreate(String node);

    void creating(String node);
  }

  private final ListView<NodeRow> list;

  /** A view of the fleet. */
  public FleetView(FleetViewModel model, Drops drops, Actions actions, Clock clock) {
    getStyleClass().add("fleet");
    Label title = Icons.styled(new Label(Texts.get("fleet.title")), "strong");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    var add = Icons.button(Feather.PLUS, Texts.get("fleet.add"), actions::add);
    add.setId("add-node");
    getChildren().add(Icons.styled(new HBox(8, title, gap, add), "center-left", "pane-head"));

    list = new ListView<>(model.rows());
    list.setId("fleet");
    list.setAccessibleText(Texts.get("fleet.title"));
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(_ -> new NodeCell(drops, clock));
    list.setPlaceholder(empty(actions));
    ContextMenu menu = menu(actions);
    list.setContextMenu(menu);
    list.setOnKeyPressed(event -> {
      if (Icons.asksForMenu(event) && selected().isPresent()) {
        list.lookupAll(".list-cell:selected").stream()
            .findFirst()
            .ifPresent(cell -> menu.show(cell, Side.BOTTOM, 24, -8));
      } else if (event.getCode() == KeyCode.DELETE) {
        selected().ifPresent(actions::remove);
      } else if (event.getCode() == KeyCode.ENTER) {
        selected().ifPresent(actions::edit);
      }
    });
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().add(list);

    var chosen = list.getSelectionModel().getSelectedItems();
    chosen.addListener(
        (ListChangeListener<NodeRow>)
            _ -> model.selected().set(chosen.stream().map(NodeRow::name).toList()));
    model.rows().addListener((ListChangeListener<NodeRow>) _ -> selectOne());
    selectOne();
    var ageing = new Timeline(new KeyFrame(Duration.seconds(15), _ -> list.refresh()));
    ageing.setCycleCount(Timeline.INDEFINITE);
    sceneProperty()
        .subscribe(scene -> {
          if (scene == null) ageing.stop();
          else ageing.play();
        });
  }

  private void selectOne() {
    if (list.getSelectionModel().isEmpty() && !list.getItems().isEmpty()) {
      list.getSelectionModel().select(0);
    }
  }

  private Optional<String> selected() {
    return Optional.ofNullable(list.getSelectionModel().getSelectedItem()).map(NodeRow::name);
  }

  private ContextMenu menu(Actions actions) {
    MenuItem create = item("action.create", () -> selected().ifPresent(actions::creating));
    var menu =
        new ContextMenu(
            create,
            item("fleet.refresh", () -> selected().ifPresent(actions::refresh)),
            item("fleet.import", () -> selected().ifPresent(actions::importing)),
            item("fleet.edit", () -> selected().ifPresent(actions::edit)),
            new SeparatorMenuItem(),
            item("fleet.remove", () -> selected().ifPresent(actions::remove)));
    menu.setOnShowing(_ -> create.setVisible(selected().filter(actions::canCreate).isPresent()));
    return menu;
  }

  private static MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(Texts.get(key));
    item.setOnAction(_ -> action.run());
    return item;
  }

  private static VBox empty(Actions actions) {
    Label words = Icons.styled(new Label(Texts.get("fleet.empty")), "small");
    words.setWrapText(true);
    Hyperlink add = new Hyperlink(Texts.get("fleet.add"));
    add.setOnAction(_ -> actions.add());
    return Icons.styled(new VBox(8, words, add), "empty");
  }
}
