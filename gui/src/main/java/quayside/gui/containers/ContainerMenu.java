package quayside.gui.containers;

import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.driver.ContainerAction;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** Everything that can be done to the chosen containers. */
final class ContainerMenu extends ContextMenu {
  private final Map<ContainerAction, MenuItem> items = new EnumMap<>(ContainerAction.class);

  ContainerMenu(ContainersViewModel model, ContainersView.Actions actions) {
    MenuItem move = new MenuItem(Texts.get("action.move"), Icons.silent(Feather.ARROW_RIGHT));
    move.setId("menu-move");
    move.setAccelerator(KeyCombination.valueOf("M"));
    move.setOnAction(_ -> actions.move(refs(model), false));
    MenuItem clone = new MenuItem(Texts.get("action.clone"), Icons.silent(Feather.COPY));
    clone.setAccelerator(KeyCombination.valueOf("Shift+M"));
    clone.setOnAction(_ -> actions.move(refs(model), true));
    MenuItem export = new MenuItem(Texts.get("action.export"), Icons.silent(Feather.UPLOAD));
    export.setId("menu-export");
    export.setAccelerator(KeyCombination.valueOf("E"));
    export.setOnAction(_ -> actions.export(refs(model)));
    getItems().addAll(move, clone, export, new SeparatorMenuItem());
    add(actions, ContainerAction.START, "action.start", Feather.PLAY);
    add(actions, ContainerAction.STOP, "action.stop", Feather.SQUARE);
    MenuItem force = new MenuItem(Texts.get("action.force"), Icons.silent(Feather.X_SQUARE));
    force.setId("menu-force");
    force.setOnAction(_ -> actions.stopByForce());
    getItems().add(force);
    add(actions, ContainerAction.RESTART, "action.restart", Feather.ROTATE_CW);
    add(actions, ContainerAction.FREEZE, "action.freeze", Feather.PAUSE);
    add(actions, ContainerAction.UNFREEZE, "action.unfreeze", Feather.PLAY_CIRCLE);
    MenuItem create = new MenuItem(Texts.get("action.create"), Icons.silent(Feather.PLUS));
    create.setId("menu-create");
    create.setAccelerator(KeyCombination.valueOf("N"));
    create.setOnAction(_ -> actions.create());
    getItems().addAll(new SeparatorMenuItem(), create);
    MenuItem rename = new MenuItem(Texts.get("action.rename"), Icons.silent(Feather.EDIT_2));
    rename.setId("menu-rename");
    rename.setAccelerator(KeyCombination.valueOf("F2"));
    rename.setOnAction(_ -> actions.rename());
    getItems().add(rename);
    add(actions, ContainerAction.DELETE, "action.delete", Feather.TRASH_2);
    setOnShowing(_ -> {
      create.setVisible(actions.canCreate());
      force.setVisible(!model.stoppableByForce().isEmpty());
      move.setDisable(model.chosen().get().isEmpty());
      clone.setDisable(model.chosen().get().isEmpty());
      export.setDisable(model.chosen().get().isEmpty());
      rename.setDisable(model.renameable().isEmpty());
      items.forEach((action, item) -> item.setDisable(!model.can(action)));
    });
  }

  /** Opens it at a row, for somebody without a mouse. */
  void at(Node row) {
    show(row, Side.BOTTOM, 32, -8);
  }

  void below(Node node) {
    show(node, Side.BOTTOM, 0, 4);
  }

  private void add(
      ContainersView.Actions actions, ContainerAction action, String key, Feather icon) {
    MenuItem item = new MenuItem(Texts.get(key), Icons.silent(icon));
    item.setOnAction(_ -> actions.act(action));
    items.put(action, item);
    getItems().add(item);
  }

  private static java.util.List<quayside.core.model.ContainerRef> refs(ContainersViewModel model) {
    return model.chosen().get().stream().map(ContainerRow::ref).toList();
  }
}
