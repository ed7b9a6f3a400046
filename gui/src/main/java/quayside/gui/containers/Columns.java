package quayside.gui.containers;

import java.util.Comparator;
import java.util.OptionalLong;
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
import org.kordamp.ikonli.feather.Feather;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** The columns of the container table. */
final class Columns {
  private static final String NOTHING = "–";

  private Columns() {}

  /** Adds all columns; the node's one shows itself only where it tells something. */
  static TableColumn<ContainerRow, Container> add(TableView<ContainerRow> table) {
    var name = column("column.name", 150, NameCell::new);
    name.setComparator(Comparator.comparing(c -> c.ref().id()));
    var node = text("column.node", 110, c -> c.ref().node());
    var state = column("column.state", 100, StateCell::new);
    state.setComparator(Comparator.comparing(ContainerRow::state));
    var system = text("column.system", 125, c -> (c.distribution() + " " + c.version()).strip());
    var address =
        text(
            "column.address",
            110,
            c -> c.addresses().isEmpty() ? NOTHING : bare(c.addresses().getFirst()));
    address.getStyleClass().add("mono");
    table.getColumns().add(name);
    table.getColumns().add(node);
    table.getColumns().add(state);
    table.getColumns().add(system);
    table.getColumns().add(address);
    table.getColumns().add(bytes("column.memory", Container::memory));
    table.getColumns().add(bytes("column.disk", Container::disk));
    node.setVisible(false);
    return node;
  }

  static String bare(String address) {
    return address.replaceAll("/\\d+$", "");
  }

  private static TableColumn<ContainerRow, Container> text(
      String key, double width, Function<Container, String> words) {
    var column = column(key, width, () -> new WordsCell(words));
    column.setComparator(Comparator.comparing(words));
    return column;
  }

  private static TableColumn<ContainerRow, Container> bytes(
      String key, Function<Container, OptionalLong> figure) {
    Function<Container, String> words =
        c -> {
          OptionalLong n = figure.apply(c);
          return n.isPresent() ? Figures.bytes(n.getAsLong()) : NOTHING;
        };
    var column = column(key, 85, () -> new WordsCell(words));
    column.setComparator(Comparator.comparingLong(c -> ContainerRow.sortable(figure.apply(c))));
    column.getStyleClass().add("figure");
    return column;
  }

  private static TableColumn<ContainerRow, Container> column(
      String key,
      double width,
      java.util.function.Supplier<TableCell<ContainerRow, Container>> cell) {
    TableColumn<ContainerRow, Container> column = new TableColumn<>(Texts.get(key));
    column.setPrefWidth(width);
    column.setMinWidth(60);
    column.setReorderable(false);
    column.setCellValueFactory(row -> {
      ContainerRow of = row.getValue();
      return of == null ? new ReadOnlyObjectWrapper<>() : of.container();
    });
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  private static final class WordsCell extends TableCell<ContainerRow, Container> {
    private final Function<Container, String> words;

    WordsCell(Function<Container, String> words) {
      this.words = words;
    }

    @Override
    protected void updateItem(@Nullable Container item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? null : words.apply(item));
    }
  }

  private static final class NameCell extends TableCell<ContainerRow, Container> {
    private final Label name = Icons.styled(new Label(null, Icons.silent(Feather.BOX)), "strong");

    @Override
    protected void updateItem(@Nullable Container item, boolean empty) {
      super.updateItem(item, empty);
      setGraphic(empty || item == null ? null : name);
      if (item != null) {
        name.setText(item.ref().id());
        name.setGraphicTextGap(8);
        setAccessibleText(item.ref().id());
      }
    }
  }

  private static final class StateCell extends TableCell<ContainerRow, Container> {
    private final Region dot = new Region();
    private final Label word = new Label();
    private final HBox line = new HBox(8, dot, word);

    StateCell() {
      line.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable Container item, boolean empty) {
      super.updateItem(item, empty);
      setGraphic(empty || item == null ? null : line);
      if (item != null) {
        String style = style(item.state());
        String words = ContainerRow.state(item);
        boolean plain = words.equals(item.state().text());
        dot.getStyleClass().setAll("dot", "tiny", style);
        word.getStyleClass().setAll("label", "small", plain ? style + "-text" : "warning-text");
        word.setText(words);
        setAccessibleText(words);
      }
    }
  }

  /** The colour of a state; never the only sign, the word stands beside it. */
  static String style(ContainerState state) {
    return switch (state) {
      case RUNNING -> "good";
      case STOPPED, UNKNOWN -> "off";
      case FROZEN -> "cold";
      case STARTING, STOPPING, ABORTING, FREEZING, THAWED, STAGED -> "busy";
      case ERROR -> "bad";
    };
  }
}
