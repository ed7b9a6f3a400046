package quayside.gui.transfer;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.transfer.ImportRequest;
import quayside.gui.fx.FindingLine;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Segments;
import quayside.gui.fx.Texts;

/** Asks how an archive becomes a container. */
public final class ImportDialog {
  private ImportDialog() {}

  /**
   * Opens it, and asks the node if there is one.
   *
   * @param nodes that can be chosen
   */
  public static void open(ImportViewModel model, Overlay overlay, List<String> nodes) {
    var dialog =
        new PlanDialog<ImportRequest>(
            model.plan(),
            overlay,
            model::check,
            wish -> wish.file().getFileName() + "",
            found -> fixes(model, found));
    boolean one = model.files().size() == 1;
    ComboBox<String> node = new ComboBox<>();
    node.setId("import-node");
    node.setAccessibleText(Texts.get("plan.target"));
    node.setPromptText(Texts.get("plan.target"));
    node.setMinWidth(180);
    node.getItems().setAll(nodes);
    if (!model.node.get().isEmpty()) {
      node.setValue(model.node.get());
    }
    ComboBox<String> ways = dialog.ways(model.way, model.ways());
    var servers = new SimpleBooleanProperty(model.servers());
    node.valueProperty()
        .subscribe((_, now) -> {
          model.node.set(now == null ? "" : now);
          servers.set(model.servers());
          model.way.set("");
          ways.getItems().setAll(model.ways());
          ways.getItems().addFirst("");
          model.check();
        });
    CheckBox starting = new CheckBox(Texts.get("import.start"));
    starting.setId("import-start");
    starting.selectedProperty().bindBidirectional(model.starting);
    model.starting.addListener(_ -> model.check());
    dialog.row("import.node", node, starting);
    String same = Texts.get("import.same");
    TextField id = dialog.field("import-id", "import.id", model.asId, same);
    if (one) {
      dialog.row("import.id", id);
    }
    dialog.row(
        servers.not(),
        "import.owner",
        dialog.field("import-user", "plan.user", model.asUser, Texts.get("import.user.same")),
        dialog.field("import-group", "plan.group", model.asGroup, Texts.get("import.group.same")));
    var pool = dialog.field("import-pool", "plan.pool", model.pool, Texts.get("import.pool.same"));
    var dataset =
        dialog.field(
            "import-dataset", "import.dataset", model.dataset, Texts.get("import.dataset.same"));
    var project =
        dialog.field(
            "import-project", "import.project", model.project, Texts.get("import.project.same"));
    dataset.visibleProperty().bind(servers.not());
    dataset.managedProperty().bind(dataset.visibleProperty());
    project.visibleProperty().bind(servers);
    project.managedProperty().bind(servers);
    if (one) {
      dialog.row("import.place", pool, dataset, project);
    } else {
      dialog.row("import.place", pool, project);
    }
    dialog.row(
        servers.not(),
        "import.devices",
        Segments.of("devices.", List.of(MissingDevices.values()), model.missing));
    model.missing.addListener(_ -> model.check());
    dialog.row("transfer.way", ways);
    dialog.open(
        Texts.get(
            "import.title",
            one
                ? model.files().getFirst().getFileName()
                : Texts.get("import.many", model.files().size())),
        "",
        one && !model.node.get().isEmpty() ? id : node,
        Texts.get("import.do"),
        model::start);
  }

  private static List<Button> fixes(ImportViewModel model, Plan.Found<ImportRequest> found) {
    return found.finding().fix().stream()
        .map(fix -> FindingLine.button(fix, fix.label(), () -> model.fix(found)))
        .toList();
  }
}
