package quayside.gui.archives;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;
import quayside.gui.fx.WorkTable;

/** The list of archives: heading, filter, actions and the table, from which files are dragged. */
final class ArchivesView extends VBox {
  private final ArchivesViewModel model;
  private final ArchiveActions actions;
  private final ArchiveMenu menu;
  private final TableView<ArchiveRow> table = new TableView<>();
  private final CustomTextField filter = new CustomTextField();
  private Subscription following = Subscription.EMPTY;

  ArchivesView(ArchivesViewModel model, ArchiveActions actions) {
    this.model = model;
    this.actions = actions;
    menu = new ArchiveMenu(model, actions);
    getStyleClass().add("work");
    getChildren()
        .addAll(
            head(),
            tools(),
            WorkTable.warning(model.trouble()),
            new JobLines(model.jobs()),
            table(),
            about());
  }

  void focus() {
    table.requestFocus();
  }

  void find() {
    filter.requestFocus();
    filter.selectAll();
  }

  private Node head() {
    Label title = Icons.styled(new Label(Texts.get("archives.title")), "title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    Label about = Icons.styled(new Label(), "muted");
    about.textProperty().bind(model.about());
    about.setMinWidth(0);
    var busy = new ProgressIndicator();
    busy.setPrefSize(16, 16);
    busy.setMinSize(16, 16);
    busy.visibleProperty().bind(model.busy());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button folders = new Button(Texts.get("archives.folders.choose"), Icons.silent(Feather.FOLDER));
    folders.setId("archives-folders");
    folders.setMinWidth(Region.USE_PREF_SIZE);
    folders.setOnAction(_ -> actions.folders());
    Button refresh =
        Icons.button(Feather.REFRESH_CW, Texts.get("archives.refresh"), model::refresh);
    refresh.setId("archives-refresh");
    return Icons.styled(
        new HBox(12, title, about, busy, gap, folders, refresh), "center-left", "work-head");
  }

  private Node tools() {
    filter.setId("archives-filter");
    filter.setPromptText(Texts.get("archives.filter"));
    filter.setAccessibleText(Texts.get("archives.filter"));
    WorkTable.filter(filter, model.filter(), model.count());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.SOMETIMES);
    Button open = button("archives.open", Feather.FOLDER, actions::open, actions::canOpen);
    Button verify = button("archives.verify", Feather.CHECK, actions::verify, actions::canVerify);
    Button load =
        button("archives.import", Feather.DOWNLOAD, actions::importing, actions::canVerify);
    load.getStyleClass().add("success");
    Button more = Icons.button(Feather.MORE_HORIZONTAL, Texts.get("archives.more"), () -> {});
    more.setId("archives-more");
    more.getStyleClass().add("bordered");
    more.setOnAction(_ -> menu.below(more));
    more.disableProperty().bind(model.chosen().map(List::isEmpty));
    more.setMinWidth(Region.USE_PREF_SIZE);
    table.setContextMenu(menu);
    return Icons.styled(new HBox(8, filter, gap, open, verify, load, more), "center-left");
  }

  private Button button(String key, Feather icon, Runnable action, BooleanSupplier can) {
    Button button = new Button(Texts.get(key), Icons.silent(icon));
    button.setId(key.replace('.', '-'));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    Runnable look = () -> button.setDisable(!can.getAsBoolean());
    model.chosen().subscribe(look);
    model.busy().subscribe(look);
    return button;
  }

  private Node about() {
    Label words = Icons.styled(new Label(), "small");
    words.setId("archive-about");
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    model
        .chosen()
        .subscribe(rows -> {
          following.unsubscribe();
          following = Subscription.EMPTY;
          words.setText("");
          rows.stream()
              .findFirst()
              .ifPresent(row -> following = row.known().subscribe(_ -> words.setText(row.about())));
        });
    VBox card = Icons.styled(new VBox(words), "card");
    card.visibleProperty().bind(words.textProperty().isNotEmpty());
    card.managedProperty().bind(card.visibleProperty());
    return card;
  }

  private Node table() {
    table.setId("archives-table");
    table.setAccessibleText(Texts.get("archives.title"));
    WorkTable.fill(table, model.shown(), model.chosen());
    ArchiveColumns.add(table, model.clock());
    table.setRowFactory(_ -> row());
    table.setPlaceholder(Icons.styled(new VBox(WorkTable.empty(model.empty())), "empty"));
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    table.setMinHeight(80);
    return table;
  }

  private void key(KeyEvent event) {
    if (Icons.asksForMenu(event)) {
      table.lookupAll(".table-row-cell:selected").stream()
          .findFirst()
          .ifPresentOrElse(menu::at, () -> menu.at(table));
      event.consume();
      return;
    }
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    switch (event.getCode()) {
      case ENTER -> actions.open();
      case V -> actions.verify();
      case I -> actions.importing();
      case D -> actions.compare();
      case F5 -> model.refresh();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private TableRow<ArchiveRow> row() {
    TableRow<ArchiveRow> row = new TableRow<>();
    row.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
        actions.open();
      }
    });
    row.setOnDragDetected(event -> drag(event, row));
    row.setOnDragDone(_ -> row.getStyleClass().remove("dragged"));
    return row;
  }

  /** Out as files: the file manager copies them, and a node of the fleet offers to import them. */
  private void drag(MouseEvent event, TableRow<ArchiveRow> row) {
    ArchiveRow item = row.getItem();
    if (row.isEmpty() || item == null || !event.isPrimaryButtonDown()) {
      return;
    }
    if (!table.getSelectionModel().getSelectedItems().contains(item)) {
      table.getSelectionModel().clearAndSelect(row.getIndex());
    }
    List<Path> files = model.chosen().get().stream().map(ArchiveRow::file).toList();
    var content = new ClipboardContent();
    content.putFiles(files.stream().map(Path::toFile).toList());
    var board = row.startDragAndDrop(TransferMode.COPY);
    board.setContent(content);
    row.getStyleClass().add("dragged");
    event.consume();
  }
}
