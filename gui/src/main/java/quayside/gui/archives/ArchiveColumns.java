package quayside.gui.archives;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import quayside.gui.archives.ArchiveRow.Known;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;

/** The columns of the table of archives. */
final class ArchiveColumns {
  private ArchiveColumns() {}

  /** Adds all columns; the newest archive comes first. */
  static void add(TableView<ArchiveRow> table, Clock clock) {
    var id = words("archives.id", 110, ArchiveRow::id, "strong");
    var name = words("archives.file", 240, ArchiveRow::name);
    name.setMinWidth(200);
    ZoneId zone = ZoneId.systemDefault();
    var made = words("archives.made", 125, known -> ArchiveRow.date(known, zone));
    made.setMinWidth(150);
    made.setMaxWidth(160);
    made.setComparator(Comparator.comparing(ArchiveRow::made));
    var size = words("column.size", 80, known -> Figures.bytes(known.entry().size()), "figure");
    size.setMinWidth(80);
    size.setMaxWidth(95);
    size.setComparator(Comparator.comparingLong(known -> known.entry().size()));
    var type = words("archives.type", 170, ArchiveRow::type);
    type.setMinWidth(150);
    TableColumn<ArchiveRow, Known> proof = column("archives.proof", 170);
    proof.setMinWidth(175);
    proof.setCellFactory(_ -> new ProofCell(clock));
    proof.setComparator(Comparator.comparing(known -> ArchiveRow.proof(known, clock)));
    table.getColumns().add(id);
    table.getColumns().add(name);
    table.getColumns().add(made);
    table.getColumns().add(size);
    table.getColumns().add(type);
    table.getColumns().add(proof);
    made.setSortType(TableColumn.SortType.DESCENDING);
    table.getSortOrder().add(made);
  }

  private static TableColumn<ArchiveRow, Known> words(
      String key, double width, Function<Known, String> words, String... styles) {
    TableColumn<ArchiveRow, Known> column = column(key, width);
    column.getStyleClass().addAll(styles);
    column.setComparator(Comparator.comparing(words));
    column.setCellFactory(_ ->
        new TableCell<>() {
          @Override
          protected void updateItem(@Nullable Known item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : words.apply(item));
          }
        });
    return column;
  }

  private static TableColumn<ArchiveRow, Known> column(String key, double width) {
    TableColumn<ArchiveRow, Known> column = new TableColumn<>(Texts.get(key));
    column.setPrefWidth(width);
    column.setMinWidth(60);
    column.setReorderable(false);
    column.setCellValueFactory(row -> {
      ArchiveRow of = row.getValue();
      return of == null ? new ReadOnlyObjectWrapper<>() : of.known();
    });
    return column;
  }

  private static final class ProofCell extends TableCell<ArchiveRow, Known> {
    private final Clock clock;
    private final Region dot = new Region();
    private final Label word = new Label();
    private final HBox line = new HBox(8, dot, word);

    ProofCell(Clock clock) {
      this.clock = clock;
      line.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable Known item, boolean empty) {
      super.updateItem(item, empty);
      setGraphic(empty || item == null ? null : line);
      if (item != null) {
        String style = ArchiveRow.style(item);
        dot.getStyleClass().setAll("dot", "tiny", style);
        word.getStyleClass().setAll("label", "small", style + "-text");
        word.setText(ArchiveRow.proof(item, clock));
        setAccessibleText(word.getText());
      }
    }
  }
}
