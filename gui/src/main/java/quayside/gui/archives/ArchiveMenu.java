package quayside.gui.archives;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** Everything that can be done to the chosen archives. */
final class ArchiveMenu extends ContextMenu {
  private final Map<MenuItem, BooleanSupplier> items = new LinkedHashMap<>();

  ArchiveMenu(ArchivesViewModel model, ArchiveActions actions) {
    add("archives.open", Feather.FOLDER, "Enter", actions::open, actions::canOpen);
    add("archives.verify", Feather.CHECK, "V", actions::verify, actions::canVerify);
    add("archives.import", Feather.DOWNLOAD, "I", actions::importing, actions::canVerify);
    getItems().add(new SeparatorMenuItem());
    add("archives.compare", Feather.COLUMNS, "D", actions::compare, actions::canCompare);
    add("archives.repair", Feather.TOOL, "", actions::repair, actions::canOpen);
    add(
        "archives.copy",
        Feather.COPY,
        "",
        actions::copyPaths,
        () -> !model.chosen().get().isEmpty());
    setOnShowing(_ -> items.forEach((item, can) -> item.setDisable(!can.getAsBoolean())));
  }

  private void add(String key, Feather icon, String keys, Runnable action, BooleanSupplier can) {
    MenuItem item = new MenuItem(Texts.get(key), Icons.silent(icon));
    item.setId("menu-" + key.replace('.', '-'));
    if (!keys.isEmpty()) {
      item.setAccelerator(KeyCombination.valueOf(keys));
    }
    item.setOnAction(_ -> action.run());
    items.put(item, can);
    getItems().add(item);
  }

  /** Opens it at a row, for somebody without a mouse. */
  void at(Node row) {
    show(row, Side.BOTTOM, 32, -8);
  }

  void below(Node node) {
    show(node, Side.BOTTOM, 0, 4);
  }
}
