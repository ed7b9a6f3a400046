package quayside.gui.containers;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.DragData;

/**
 * Containers that are dragged out of the table. A list that is filled anew under the pointer gives
 * the same row another container, or takes the row away: so what counts is what was pressed, and
 * the table itself is the source.
 */
final class DragSource {
  private final TableView<ContainerRow> table;
  private final Consumer<List<ContainerRef>> dragging;
  private @Nullable ContainerRow pressed;
  private List<ContainerRow> carried = List.of();

  /**
   * Rows of a table as something to drag.
   *
   * @param dragging told what is carried, and nothing when it ended
   */
  DragSource(TableView<ContainerRow> table, Consumer<List<ContainerRef>> dragging) {
    this.table = table;
    this.dragging = dragging;
    table.setOnDragDone(_ -> carry(List.of()));
  }

  /** A button was pressed on a row. */
  void pressed(@Nullable ContainerRow row) {
    pressed = row;
  }

  /** A row looks carried or not. */
  void look(TableRow<?> row) {
    row.getStyleClass().remove("dragged");
    if (carried.stream().anyMatch(each -> each.equals(row.getItem()))) {
      row.getStyleClass().add("dragged");
    }
  }

  /** The pointer was moved far enough with the button down. */
  void detected(MouseEvent event) {
    ContainerRow row = pressed;
    if (row == null || !event.isPrimaryButtonDown()) {
      return;
    }
    List<ContainerRow> chosen = List.copyOf(table.getSelectionModel().getSelectedItems());
    if (!chosen.contains(row)) {
      chosen = List.of(row);
      if (table.getItems().contains(row)) {
        table.getSelectionModel().clearSelection();
        table.getSelectionModel().select(row);
      }
    }
    List<ContainerRef> refs = chosen.stream().map(ContainerRow::ref).toList();
    var board = table.startDragAndDrop(TransferMode.COPY_OR_MOVE);
    var content = new ClipboardContent();
    content.put(DragData.CONTAINERS, String.valueOf(refs.size()));
    content.putString(String.join("\n", refs.stream().map(ContainerRef::toString).toList()));
    board.setContent(content);
    board.setDragView(DragImage.of(chosen, table.getScene()), -14, -6);
    carry(chosen);
    event.consume();
  }

  private void carry(List<ContainerRow> rows) {
    carried = rows;
    table
        .lookupAll(".table-row-cell")
        .forEach(node -> {
          if (node instanceof TableRow<?> row) {
            look(row);
          }
        });
    dragging.accept(rows.stream().map(ContainerRow::ref).toList());
  }
}
