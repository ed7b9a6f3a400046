package quayside.gui.fx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A table of texts with buttons above it that work on the chosen row. */
public final class TextTable<T> extends VBox {
  private final ObservableList<T> rows = FXCollections.observableArrayList();
  private final TableView<T> table = new TableView<>(rows);
  private final HBox tools = Icons.styled(new HBox(8), "center-left");
  private final List<Runnable> looks = new ArrayList<>();

  /**
   * A table.
   *
   * @param id of the table
   * @param name read out
   * @param empty what is said and to be done where there are no rows
   */
  public TextTable(String id, String name, String empty) {
    super(8);
    table.setId(id);
    table.setAccessibleText(name);
    table.setFixedCellSize(37);
    table.setMinHeight(70); // a head and a row
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    Label words = Icons.styled(new Label(empty), "muted");
    words.setWrapText(true);
    table.setPlaceholder(Icons.styled(new VBox(words), "empty"));
    table.getSelectionModel().selectedItemProperty().subscribe(_ -> looks.forEach(Runnable::run));
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(tools, table);
  }

  /** Adds a column of text. */
  public TextTable<T> column(
      String key, double width, Function<T, String> words, String... styles) {
    TableColumn<T, String> column = new TableColumn<>(Texts.get(key));
    column.setPrefWidth(width);
    column.setMinWidth(50);
    column.setReorderable(false);
    column.getStyleClass().addAll(styles);
    column.setCellValueFactory(row -> {
      T of = row.getValue();
      return new ReadOnlyStringWrapper(of == null ? "" : words.apply(of));
    });
    table.getColumns().add(column);
    return this;
  }

  /** Shows more about the chosen row below the table. */
  public TextTable<T> details(Function<T, String> words) {
    Label label = Icons.styled(new Label(), "small");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    VBox card = Icons.styled(new VBox(label), "card");
    Runnable look = () -> label.setText(chosen().map(words).orElse(""));
    looks.add(look);
    card.visibleProperty().bind(label.textProperty().isNotEmpty());
    card.managedProperty().bind(card.visibleProperty());
    getChildren().add(card);
    return this;
  }

  /** Adds a button that works on the chosen row, where {@code can} says so. */
  public TextTable<T> button(
      String key, Feather icon, java.util.function.Predicate<T> can, Consumer<T> action) {
    Button button = plain(key, icon, () -> chosen().filter(can).ifPresent(action));
    Runnable look = () -> button.setDisable(chosen().filter(can).isEmpty());
    looks.add(look);
    look.run();
    return this;
  }

  /** Adds a button that needs no row. */
  public TextTable<T> always(String key, Feather icon, Runnable action) {
    plain(key, icon, action);
    return this;
  }

  private Button plain(String key, Feather icon, Runnable action) {
    Button button = new Button(Texts.get(key), Icons.silent(icon));
    button.setId(key.replace('.', '-'));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    tools.getChildren().add(button);
    return button;
  }

  /** The row that is chosen. */
  public Optional<T> chosen() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  /** Shows rows; the chosen one stays chosen by its place. */
  public void show(List<T> now) {
    int at = table.getSelectionModel().getSelectedIndex();
    if (!rows.equals(now)) {
      rows.setAll(now);
      table.getSelectionModel().select(Math.min(at < 0 ? 0 : at, now.size() - 1));
    }
    looks.forEach(Runnable::run);
  }

  /** The table gets the keyboard. */
  public void focus() {
    table.requestFocus();
  }
}
