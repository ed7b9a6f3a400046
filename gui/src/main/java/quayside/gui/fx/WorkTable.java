package quayside.gui.fx;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.feather.Feather;

/** What the large tables that people work in have in common, with the field that filters them. */
public final class WorkTable {
  private WorkTable() {}

  /**
   * Makes a table of rows: in the order of its columns, several chosen at a time, and one chosen
   * wherever there is any.
   *
   * @param chosen is told which
   */
  public static <R> void fill(
      TableView<R> table, ObservableList<R> shown, ObjectProperty<List<R>> chosen) {
    SortedList<R> sorted = new SortedList<>(shown);
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.setFixedCellSize(37);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    var selection = table.getSelectionModel();
    selection.setSelectionMode(SelectionMode.MULTIPLE);
    ObservableList<R> selected = selection.getSelectedItems();
    selected.addListener(
        (ListChangeListener<R>) _ -> chosen.set(selected.stream().filter(r -> r != null).toList()));
    sorted.addListener((ListChangeListener<R>) _ -> chooseOne(table));
    VBox.setVgrow(table, Priority.ALWAYS);
  }

  /** Chooses the first row if none is chosen. */
  public static void chooseOne(TableView<?> table) {
    if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
      table.getSelectionModel().clearAndSelect(0);
    }
  }

  /** What stands where there are no rows. */
  public static Label empty(ObservableValue<String> words) {
    Label label = Icons.styled(new Label(), "muted");
    label.setWrapText(true);
    label.textProperty().bind(words);
    return label;
  }

  /** A filter, with a number of rows in it. */
  public static void filter(
      CustomTextField field, Property<String> filter, ObservableValue<String> number) {
    Label count = Icons.styled(new Label(), "small");
    count.textProperty().bind(number);
    field.setLeft(Icons.styled(new HBox(Icons.silent(Feather.SEARCH)), "field-icon"));
    field.setRight(Icons.styled(new HBox(count), "field-icon"));
    field.textProperty().bindBidirectional(filter);
    HBox.setHgrow(field, Priority.ALWAYS);
    field.setMaxWidth(420);
  }

  /** A warning, there only while it says something. */
  public static Node warning(ObservableStringValue words) {
    Label label = new Label();
    label.setWrapText(true);
    label.setGraphic(Icons.silent(Feather.ALERT_TRIANGLE));
    label.setGraphicTextGap(8);
    label.textProperty().bind(words);
    HBox line = Icons.styled(new HBox(label), "note", "warning-note");
    line.visibleProperty().bind(label.textProperty().isNotEmpty());
    line.managedProperty().bind(line.visibleProperty());
    return line;
  }
}
