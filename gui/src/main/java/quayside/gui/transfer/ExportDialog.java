package quayside.gui.transfer;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.transfer.ExportRequest;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Segments;
import quayside.gui.fx.Texts;

/** Asks how a container becomes an archive. */
public final class ExportDialog {
  private ExportDialog() {}

  /** Opens it and asks the node. */
  public static void open(ExportViewModel model, Overlay overlay) {
    var dialog =
        new PlanDialog<ExportRequest>(
            model.plan(), overlay, model::check, wish -> wish.source().id(), _ -> List.of());
    boolean one = model.sources().size() == 1;
    Button choose = new Button(Texts.get("export.browse"), Icons.silent(Feather.FOLDER));
    choose.setId("export-browse");
    choose.setMinWidth(Region.USE_PREF_SIZE);
    choose.setOnAction(_ -> model.choose());
    TextField name = dialog.field("export-name", "export.file", model.name, "");
    if (one) {
      dialog.row("export.file", name);
    }
    dialog.row(
        "export.folder", dialog.field("export-folder", "export.folder", model.folder, ""), choose);
    CheckBox replace = new CheckBox(Texts.get("export.replace"));
    replace.setId("export-replace");
    replace.selectedProperty().bindBidirectional(model.replace);
    replace.setVisible(false);
    model
        .plan()
        .found()
        .addListener(
            (ListChangeListener<Plan.Found<ExportRequest>>)
                _ -> replace.setVisible(model.taken() || model.replace.get()));
    model.replace.addListener(_ -> model.check());
    dialog.row("export.packing", Segments.of("packing.", model.packings(), model.packing), replace);
    model.packing.addListener(_ -> model.check());
    boolean servers = model.platform().isInstanceServer();
    dialog.row(
        "export.running",
        choice(
            model,
            "export-consistent",
            servers ? "export.consistent.long" : "export.consistent",
            model.consistent));
    if (servers) {
      dialog.row(
          "export.contents",
          choice(model, "export-snapshots", "export.snapshots", model.snapshots),
          choice(model, "export-optimized", "export.optimized", model.optimized));
    }
    dialog.row("transfer.way", dialog.ways(model.way, model.ways()));
    String what =
        one ? model.sources().getFirst().id() : Texts.get("drag.many", model.sources().size());
    dialog.open(
        Texts.get("export.title", what),
        Texts.get("transfer.from", model.sources().getFirst().node()),
        one ? name : choose,
        Texts.get("export.do"),
        model::start);
  }

  /** Something to tick, which asks again. */
  private static CheckBox choice(
      ExportViewModel model, String id, String key, SimpleBooleanProperty value) {
    CheckBox box = new CheckBox(Texts.get(key));
    box.setId(id);
    box.selectedProperty().bindBidirectional(value);
    value.addListener(_ -> model.check());
    return box;
  }
}
