package quayside.gui.archives;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.layout.Region;
import quayside.core.archive.Difference;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.TextTable;
import quayside.gui.fx.Texts;

/** Shows in what the configurations of two archives differ, side by side. */
final class CompareDialog {
  private CompareDialog() {}

  static void show(Overlay overlay, Path left, Path right, List<Difference> differences) {
    var table =
        new TextTable<Difference>(
                "differences", Texts.get("compare.title"), Texts.get("compare.same"))
            .column("compare.where", 170, Difference::where)
            .column("compare.left", 250, d -> d.left().orElse(Texts.get("compare.absent")), "mono")
            .column(
                "compare.right", 250, d -> d.right().orElse(Texts.get("compare.absent")), "mono")
            .details(d ->
                Texts.get(
                    "compare.details",
                    d.where(),
                    d.left().orElse(Texts.get("compare.absent")),
                    d.right().orElse(Texts.get("compare.absent"))));
    table.show(differences);
    table.setPrefHeight(340);
    Region wide = Icons.styled(table, "work", "bare");
    wide.setPrefWidth(720);
    Question.ask(
        overlay,
        Texts.get("compare.title"),
        Texts.get("compare.sentence", differences.size(), left.getFileName(), right.getFileName()),
        List.of(wide),
        List.of(),
        () -> {});
  }
}
