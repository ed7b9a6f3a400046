package quayside.gui.archives.inside;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.problem.Problem;
import quayside.gui.fx.ChoiceWords;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Picker;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;

/** The files in an archive, like a folder: list, search, read one, copy some out. */
final class FilesView extends VBox {
  private final InsideViewModel model;
  private final Picker picker;
  private final Overlay overlay;
  private final Consumer<Problem> failed;
  private final TableView<Item> table = new TableView<>();
  private final CustomTextField search = new CustomTextField();

  FilesView(InsideViewModel model, Picker picker, Overlay overlay, Consumer<Problem> failed) {
    super(8);
    this.model = model;
    this.picker = picker;
    this.overlay = overlay;
    this.failed = failed;
    getChildren().addAll(tools(), place(), table());
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  void focus() {
    table.requestFocus();
  }

  private Node tools() {
    ComboBox<State> which = new ComboBox<>(model.states());
    which.setId("inside-state");
    which.setAccessibleText(Texts.get("inside.state"));
    which.setPromptText(Texts.get("inside.state"));
    which.setMaxWidth(260);
    which.setMinWidth(120);
    which.setConverter(new ChoiceWords<>("", State::words));
    which.valueProperty().bindBidirectional(model.state());
    search.setId("inside-search");
    search.setPromptText(Texts.get("inside.search"));
    search.setAccessibleText(Texts.get("inside.search"));
    search.setLeft(Icons.styled(new HBox(Icons.silent(Feather.SEARCH)), "field-icon"));
    search.setOnAction(_ -> model.search(search.getText()));
    search.setMaxWidth(320);
    HBox.setHgrow(search, Priority.ALWAYS);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.SOMETIMES);
    Button read = button("inside.read", Feather.FILE_TEXT, this::read);
    Button extract = button("inside.extract", Feather.DOWNLOAD, this::extract);
    read.disableProperty()
        .bind(table.getSelectionModel().selectedItemProperty().map(i -> !i.file()).orElse(true));
    extract.disableProperty().bind(model.state().isNull());
    return Icons.styled(new HBox(8, which, search, gap, read, extract), "center-left");
  }

  private static Button button(String key, Feather icon, Runnable action) {
    Button button = new Button(Texts.get(key), Icons.silent(icon));
    button.setId(key.replace('.', '-'));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private Node place() {
    Button up = Icons.button(Feather.CORNER_LEFT_UP, Texts.get("inside.up"), this::up);
    up.setId("inside-up");
    Label path = Icons.styled(new Label(), "mono");
    path.setId("inside-path");
    path.setMinWidth(0);
    path.textProperty().bind(model.folder().map(folder -> "/" + folder));
    Label note = Icons.styled(new Label(), "small");
    note.setId("inside-note");
    note.textProperty().bind(model.note());
    note.setMinWidth(0);
    var busy = new ProgressIndicator();
    busy.setPrefSize(14, 14);
    busy.setMinSize(14, 14);
    busy.visibleProperty().bind(model.busy());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return Icons.styled(new HBox(8, up, path, gap, busy, note), "center-left");
  }

  private Node table() {
    ZoneId zone = ZoneId.systemDefault();
    table.setId("inside-files");
    table.setAccessibleText(Texts.get("inside.files"));
    table.setItems(model.items());
    table.setFixedCellSize(33);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    TableColumn<Item, String> name = column("files.name", 380, this::shownName);
    name.setCellFactory(_ -> new NameCell());
    table.getColumns().add(name);
    table.getColumns().add(column("column.size", 90, Item::size, "figure"));
    table.getColumns().add(column("files.changed", 130, item -> item.changed(zone)));
    table.getColumns().add(column("files.mode", 95, Item::mode, "mono"));
    table.getColumns().add(column("files.owner", 90, Item::owner));
    table.getColumns().add(column("files.type", 80, Item::type));
    Label empty = Icons.styled(new Label(), "muted");
    empty.setWrapText(true);
    empty.textProperty().bind(model.note());
    table.setPlaceholder(Icons.styled(new VBox(empty), "empty"));
    table.setRowFactory(_ -> {
      TableRow<Item> row = new TableRow<>();
      row.setOnMouseClicked(event -> {
        if (event.getClickCount() == 2 && !row.isEmpty()) {
          open();
        }
      });
      return row;
    });
    VBox.setVgrow(table, Priority.ALWAYS);
    return table;
  }

  /** What was found is shown with its path. */
  private String shownName(Item item) {
    return model.searched().isEmpty()
        ? item.name()
        : item.target().isEmpty() ? "/" + item.path() : "/" + item.path() + " → " + item.target();
  }

  private TableColumn<Item, String> column(
      String key, double width, Function<Item, String> words, String... styles) {
    TableColumn<Item, String> column = new TableColumn<>(Texts.get(key));
    column.setPrefWidth(width);
    column.setMinWidth(50);
    column.setReorderable(false);
    column.setSortable(false);
    column.getStyleClass().addAll(styles);
    column.setCellValueFactory(row -> {
      Item of = row.getValue();
      return new ReadOnlyStringWrapper(of == null ? "" : words.apply(of));
    });
    return column;
  }

  private static final class NameCell extends TableCell<Item, String> {
    @Override
    protected void updateItem(@Nullable String text, boolean empty) {
      super.updateItem(text, empty);
      Item item = empty || getTableRow() == null ? null : getTableRow().getItem();
      setText(empty ? null : text);
      setGraphic(
          item == null
              ? null
              : Icons.silent(
                  item.folder() ? Feather.FOLDER : item.file() ? Feather.FILE : Feather.LINK));
      setGraphicTextGap(8);
    }
  }

  private void key(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || search.isFocused()) {
      return;
    }
    switch (event.getCode()) {
      case ENTER -> open();
      case BACK_SPACE -> up();
      case E -> extract();
      case R -> read();
      case SLASH -> search.requestFocus();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private Optional<Item> chosen() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  private void open() {
    chosen()
        .ifPresent(item -> {
          if (item.folder()) {
            search.clear();
            model.go(item.path());
            table.requestFocus();
          } else {
            read();
          }
        });
  }

  private void up() {
    search.clear();
    model.up();
  }

  private void read() {
    chosen()
        .filter(Item::file)
        .ifPresent(item -> model.text(item, piece -> show(item, piece), failed));
  }

  private void show(Item item, TextPiece piece) {
    if (piece.text().isEmpty()) {
      Question.ask(
          overlay,
          item.name(),
          Texts.get("inside.binary", item.size()),
          List.of(),
          List.of(new Question.Answer(Texts.get("inside.extract"), "", () -> extract(item))),
          () -> {});
      return;
    }
    TextArea area = Icons.styled(new TextArea(piece.text().get()), "mono");
    area.setId("inside-contents");
    area.setEditable(false);
    area.setPrefRowCount(22);
    area.setPrefWidth(720);
    area.setAccessibleText(item.name());
    Question.ask(
        overlay,
        item.name(),
        piece.cut() ? Texts.get("inside.cut", item.size()) : "/" + item.path(),
        List.of(area),
        List.of(new Question.Answer(Texts.get("inside.extract"), "", () -> extract(item))),
        () -> {});
  }

  private void extract(Item item) {
    into().ifPresent(folder -> model.extract(List.of(item), folder, this::done, failed));
  }

  private void extract() {
    List<Item> which =
        table.getSelectionModel().getSelectedItems().stream().filter(i -> i != null).toList();
    if (model.state().get() != null) {
      into().ifPresent(folder -> model.extract(which, folder, this::done, failed));
    }
  }

  private Optional<Path> into() {
    Path beside = model.file().getParent();
    return picker.folder(Texts.get("inside.extract.title"), beside == null ? model.file() : beside);
  }

  private void done(OpenFiles.Extracted extracted) {
    List<String> notes = extracted.result().notes();
    String more = notes.isEmpty() ? "" : "\n" + String.join("\n", notes.stream().limit(8).toList());
    String rest = notes.size() > 8 ? "\n" + Texts.get("inside.notes", notes.size() - 8) : "";
    Question.ask(
        overlay,
        Texts.get("inside.extracted"),
        Texts.get(
                "inside.extracted.sentence",
                extracted.result().files(),
                quayside.gui.fx.Figures.bytes(extracted.result().bytes()),
                extracted.place())
            + more
            + rest,
        List.of(),
        List.of(),
        () -> {});
  }
}
