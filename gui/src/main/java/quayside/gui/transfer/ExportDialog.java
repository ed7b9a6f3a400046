package quayside.gui.transfer;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.transfer.ExportRequest;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
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
    dialog.row(
        "export.packing",
        Segments.of("packing.", List.of(Packing.values()), model.packing),
        replace);
    model.packing.addListener(_ -> model.check());
    CheckBox consistent = new CheckBox(Texts.get("export.consistent"));
    consistent.setId("export-consistent");
    consistent.selectedProperty().bindBidirectional(model.consistent);
    model.consistent.addListener(_ -> model.check());
    dialog.row("export.running", consistent);
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
}
