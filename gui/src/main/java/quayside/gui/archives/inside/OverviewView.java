package quayside.gui.archives.inside;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.archive.Inspection;
import quayside.core.archive.Remark;
import quayside.core.archive.StreamFacts;
import quayside.gui.archives.ArchiveRow;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Icons;
import quayside.gui.fx.TextTable;
import quayside.gui.fx.Texts;

/** What an archive tells of itself: a summary, what is odd, its streams and members. */
final class OverviewView extends VBox {
  private static final double MOST = 300; // pixels of facts; the rest is scrolled to
  private static final double HEAD = 46; // pixels above the rows, with the gap to the buttons
  private static final double ROW = 37;
  private static final double ROWS = 4;

  private final TextTable<StreamFacts> streams;
  private final TextTable<Inspection.Member> members;
  private final GridPane facts = Icons.styled(new GridPane(), "facts");
  private final VBox remarks = new VBox(8);

  OverviewView(InsideViewModel model) {
    super(12);
    facts.setHgap(12);
    facts.setVgap(7);
    ColumnConstraints labels = new ColumnConstraints(110);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    facts.getColumnConstraints().addAll(labels, values);
    streams =
        new TextTable<StreamFacts>(
                "streams", Texts.get("inside.streams"), Texts.get("inside.streams.none"))
            .column("streams.member", 160, StreamFacts::member)
            .column("streams.snapshot", 270, StreamFacts::snapshot, "mono")
            .column("streams.kind", 220, OverviewView::kind)
            .column("streams.guid", 150, s -> Long.toHexString(s.guid()), "mono");
    members =
        new TextTable<Inspection.Member>(
                "members", Texts.get("inside.members"), Texts.get("inside.members.none"))
            .column("members.name", 400, Inspection.Member::name)
            .column("column.size", 120, m -> m.folder() ? "" : Figures.bytes(m.size()), "figure");
    members.setPrefHeight(190);
    members.setMinHeight(110);
    Label trouble = Icons.styled(new Label(), "danger-text");
    trouble.setWrapText(true);
    trouble.textProperty().bind(model.trouble());
    trouble.visibleProperty().bind(model.trouble().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    VBox told = new VBox(12, facts, remarks);
    ScrollPane scroll = Icons.styled(new ScrollPane(told), "edge-to-edge");
    told.heightProperty()
        .subscribe(high -> scroll.setPrefHeight(Math.min(MOST, high.doubleValue() + 2)));
    scroll.setFitToWidth(true);
    scroll.setMinHeight(90);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setId("inside-facts");
    VBox.setVgrow(members, Priority.ALWAYS);
    getChildren().addAll(trouble, scroll, streams, members);
    model.inspection().subscribe(this::show);
  }

  void focus() {
    streams.focus();
  }

  private void show(Optional<Inspection> seen) {
    facts.getChildren().clear();
    remarks.getChildren().clear();
    if (seen.isEmpty()) {
      return;
    }
    Inspection inspection = seen.get();
    add(Texts.get("archives.type"), ArchiveRow.kind(inspection.glance().kind()));
    for (Map.Entry<String, String> line : inspection.summary().entrySet()) {
      add(label(line.getKey()), line.getValue());
    }
    add(Texts.get("column.size"), Figures.bytes(inspection.glance().size()));
    List<Remark> odd = inspection.glance().remarks();
    odd.forEach(remark -> remarks.getChildren().add(line(remark)));
    streams.show(inspection.streams());
    double rows = Math.clamp(inspection.streams().size(), 1, ROWS);
    streams.setMinHeight(HEAD + rows * ROW);
    streams.setMaxHeight(HEAD + rows * ROW);
    members.show(inspection.members());
    members.setVisible(!inspection.members().isEmpty());
    members.setManaged(members.isVisible());
  }

  /** The summary's names are stable and short; as words they begin with a capital letter. */
  private static String label(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private void add(String name, String value) {
    Label what = Icons.styled(new Label(name), "muted");
    GridPane.setValignment(what, VPos.TOP);
    Label is = new Label(value);
    is.setWrapText(true);
    is.setMinHeight(Region.USE_PREF_SIZE);
    facts.addRow(facts.getRowCount(), what, is);
  }

  private static Label line(Remark remark) {
    Label words = new Label(remark.sentence(), Icons.silent(Feather.ALERT_TRIANGLE));
    words.setWrapText(true);
    words.setGraphicTextGap(8);
    words.setMinHeight(Region.USE_PREF_SIZE);
    return Icons.styled(
        words, remark.severity() == Remark.Severity.DAMAGE ? "danger-text" : "warning-text");
  }

  private static String kind(StreamFacts stream) {
    StringBuilder words =
        new StringBuilder(
            stream.full()
                ? Texts.get("streams.full")
                : Texts.get("streams.increment", Long.toHexString(stream.fromGuid())));
    if (stream.compressed()) {
      words.append(" · ").append(Texts.get("streams.compressed"));
    }
    if (stream.encrypted()) {
      words.append(" · ").append(Texts.get("streams.encrypted"));
    }
    if (stream.gzip()) {
      words.append(" · gzip");
    }
    return words.toString();
  }
}
