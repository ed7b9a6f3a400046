package quayside.gui.containers;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.driver.ContainerAction;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;
import quayside.gui.fx.WorkTable;

/** The work: heading, filter, actions and the table, from which containers are dragged. */
public final class ContainersView extends VBox {

  /** What a person can ask of containers. */
  public interface Actions {
    void act(ContainerAction action);

    /** Ends what runs in the chosen ones without asking it to end. */
    void stopByForce();

    void move(List<ContainerRef> containers, boolean cloning);

    void export(List<ContainerRef> containers);

    /** Whether new containers can be made on one of the shown nodes. */
    boolean canCreate();

    void create();

    /** Another name for the chosen one. */
    void rename();

    /** A drag began with these, or ended if there are none. */
    void dragging(List<ContainerRef> containers);

    /** Shows the details, or, if not {@code shown}, turns them over. */
    void details(boolean shown);
  }

  private final ContainersViewModel model;
  private final Actions actions;
  private final ContainerMenu menu;
  private final TableView<ContainerRow> table = new TableView<>();
  private final DragSource drag;
  private final CustomTextField filter = new CustomTextField();

  /** A view of containers. */
  public ContainersView(ContainersViewModel model, Actions actions) {
    this.model = model;
    this.actions = actions;
    menu = new ContainerMenu(model, actions);
    drag = new DragSource(table, actions::dragging);
    getStyleClass().add("work");
    Label title = Icons.styled(new Label(), "title");
    title.setId("work-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    title.textProperty().bind(model.title());
    Label about = Icons.styled(new Label(), "muted");
    about.textProperty().bind(model.about());
    about.setMinWidth(0);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button create = Icons.button(Feather.PLUS, Texts.get("action.create"), () -> actions.create());
    create.setId("create");
    whereItCan(create);
    Button details =
        Icons.button(Feather.SIDEBAR, Texts.get("details.show"), () -> actions.details(false));
    details.setId("show-details");
    getChildren()
        .addAll(
            Icons.styled(
                new HBox(12, title, about, gap, new HBox(4, create, details)),
                "center-left",
                "work-head"),
            tools(),
            WorkTable.warning(model.stale()),
            table());
  }

  /** The table gets the keyboard. */
  public void focus() {
    table.requestFocus();
  }

  /** The filter gets the keyboard. */
  public void find() {
    filter.requestFocus();
    filter.selectAll();
  }

  private Node tools() {
    filter.setId("filter");
    filter.setPromptText(Texts.get("table.filter"));
    filter.setAccessibleText(Texts.get("table.filter.help"));
    filter.setTooltip(new Tooltip(Texts.get("table.filter.help")));
    WorkTable.filter(filter, model.filter(), model.count());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.SOMETIMES);
    Button start = action(Feather.PLAY, "action.start", ContainerAction.START);
    Button stop = action(Feather.SQUARE, "action.stop", ContainerAction.STOP);
    Button move = new Button(Texts.get("action.move"), Icons.silent(Feather.ARROW_RIGHT));
    move.setId("move");
    move.getStyleClass().add("success");
    move.setOnAction(_ -> move(false));
    move.disableProperty().bind(model.chosen().map(List::isEmpty));
    Button export = new Button(Texts.get("action.export"), Icons.silent(Feather.UPLOAD));
    export.setId("export");
    export.setOnAction(_ -> actions.export(refs()));
    export.disableProperty().bind(model.chosen().map(List::isEmpty));
    Button more = Icons.button(Feather.MORE_HORIZONTAL, Texts.get("action.more"), () -> {});
    more.setId("more");
    more.getStyleClass().add("bordered");
    more.setOnAction(_ -> menu.below(more));
    more.disableProperty().bind(model.chosen().map(List::isEmpty));
    table.setContextMenu(menu);
    for (Button button : List.of(start, stop, export, move, more)) {
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    return Icons.styled(new HBox(8, filter, gap, start, stop, export, move, more), "center-left");
  }

  /** There only where new containers can be made. */
  private void whereItCan(Node button) {
    Runnable look =
        () -> {
          boolean can = actions.canCreate();
          button.setVisible(can);
          button.setManaged(can);
        };
    model.changed().subscribe(look);
    look.run();
  }

  private Button action(Feather icon, String key, ContainerAction action) {
    Button button = new Button(Texts.get(key), Icons.silent(icon));
    button.setId(key.replace('.', '-'));
    button.setOnAction(_ -> actions.act(action));
    Runnable look = () -> button.setDisable(!model.can(action));
    model.chosen().subscribe(look);
    model.changed().subscribe(look);
    return button;
  }

  private Node table() {
    table.setId("containers");
    table.setAccessibleText(Texts.get("table.name"));
    WorkTable.fill(table, model.shown(), model.chosen());
    TableColumn<ContainerRow, ?> node = Columns.add(table);
    model.manyNodes().subscribe(many -> node.setVisible(many));
    table.setRowFactory(_ -> row());
    Hyperlink create = new Hyperlink(Texts.get("action.create"));
    create.setId("create-first");
    create.setOnAction(_ -> actions.create());
    whereItCan(create);
    Label empty = WorkTable.empty(model.empty());
    table.setPlaceholder(Icons.styled(new VBox(8, empty, create), "empty"));
    WorkTable.chooseOne(table);
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    return table;
  }

  private void key(KeyEvent event) {
    if (Icons.asksForMenu(event)) {
      menuAtRow();
      event.consume();
      return;
    }
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    Consumer<ContainerAction> act = actions::act;
    switch (event.getCode()) {
      case KeyCode.M -> move(event.isShiftDown());
      case KeyCode.N -> create();
      case KeyCode.E -> actions.export(refs());
      case KeyCode.F2 -> actions.rename();
      case KeyCode.DELETE -> act.accept(ContainerAction.DELETE);
      case KeyCode.ENTER -> actions.details(true);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void menuAtRow() {
    table.lookupAll(".table-row-cell:selected").stream()
        .findFirst()
        .ifPresentOrElse(menu::at, () -> menu.at(table));
  }

  private void move(boolean cloning) {
    List<ContainerRef> refs = refs();
    if (!refs.isEmpty()) {
      actions.move(refs, cloning);
    }
  }

  private void create() {
    if (actions.canCreate()) {
      actions.create();
    }
  }

  private List<ContainerRef> refs() {
    return model.chosen().get().stream().map(ContainerRow::ref).toList();
  }

  private TableRow<ContainerRow> row() {
    TableRow<ContainerRow> row = new TableRow<>();
    row.itemProperty().subscribe(() -> drag.look(row));
    row.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> drag.pressed(row.getItem()));
    row.setOnDragDetected(drag::detected);
    return row;
  }
}
