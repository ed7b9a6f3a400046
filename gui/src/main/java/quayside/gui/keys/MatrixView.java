package quayside.gui.keys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import quayside.core.keys.TrustCell;
import quayside.core.keys.TrustMatrix;
import quayside.gui.fx.Texts;
import quayside.gui.keys.TrustViewModel.Deed;
import quayside.gui.keys.TrustViewModel.Place;

/**
 * The grid of trust: sources down, targets across. Only the cells in sight exist; they are moved
 * and relabelled when it is scrolled, so that a hundred nodes cost no more than ten.
 */
final class MatrixView extends Region {
  private static final double ROW = 34;
  private static final double NARROW = 36;
  private static final double WIDE = 128;
  private static final double SPELT = 84; // from this width on a cell has a word
  private static final double NAMES = 168;
  private static final double SLANTED = 118;

  private final TrustViewModel model;
  private final Consumer<Deed> deeds;
  private final Pane cells = new Pane();
  private final Pane rows = new Pane();
  private final Pane columns = new Pane();
  private final ScrollBar down = new ScrollBar();
  private final ScrollBar across = new ScrollBar();
  private final List<MatrixCell> pool = new ArrayList<>();
  private final MatrixChoice choice;

  /**
   * A grid.
   *
   * @param deeds what a key or a double click asks to do to the chosen cells
   */
  MatrixView(TrustViewModel model, Consumer<Deed> deeds) {
    this.model = model;
    this.deeds = deeds;
    this.choice = new MatrixChoice(model);
    getStyleClass().add("matrix");
    setId("matrix");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TABLE_VIEW);
    down.setOrientation(Orientation.VERTICAL);
    for (Pane pane : List.of(cells, rows, columns)) {
      var clip = new Rectangle();
      clip.widthProperty().bind(pane.widthProperty());
      clip.heightProperty().bind(pane.heightProperty());
      pane.setClip(clip);
    }
    getChildren().addAll(cells, rows, columns, down, across);
    down.valueProperty().subscribe(_ -> requestLayout());
    across.valueProperty().subscribe(_ -> requestLayout());
    model.matrix().subscribe(_ -> requestLayout());
    model.chosen().subscribe(_ -> requestLayout());
    focusedProperty().subscribe(_ -> requestLayout());
    setOnScroll(event -> {
      down.setValue(clamped(down, down.getValue() - event.getDeltaY()));
      across.setValue(clamped(across, across.getValue() - event.getDeltaX()));
      event.consume();
    });
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    cells.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    cells.addEventHandler(
        MouseEvent.MOUSE_DRAGGED, event -> choice.to(at(event.getX(), event.getY()), true));
  }

  private static double clamped(ScrollBar bar, double value) {
    return Math.clamp(value, bar.getMin(), Math.max(bar.getMin(), bar.getMax()));
  }

  private TrustMatrix matrix() {
    return model.matrix().get();
  }

  private double columnWidth() {
    int count = Math.max(1, matrix().targets().size());
    return Math.clamp((getWidth() - NAMES - 2) / count, NARROW, WIDE);
  }

  private double headHeight() {
    return columnWidth() >= SPELT ? 32 : SLANTED;
  }

  private Place at(double x, double y) {
    int column = (int) Math.floor((x + across.getValue()) / columnWidth());
    int row = (int) Math.floor((y + down.getValue()) / ROW);
    return new Place(
        Math.clamp(row, 0, Math.max(0, matrix().sources().size() - 1)),
        Math.clamp(column, 0, Math.max(0, matrix().targets().size() - 1)));
  }

  @Override
  protected void layoutChildren() {
    double width = columnWidth();
    double head = headHeight();
    double allWidth = width * matrix().targets().size();
    double allHeight = ROW * matrix().sources().size();
    double seenWidth = Math.max(0, getWidth() - NAMES);
    double seenHeight = Math.max(0, getHeight() - head);
    boolean high = allHeight > seenHeight;
    boolean broad = allWidth > seenWidth + 1;
    seenWidth -= high ? 12 : 0;
    seenHeight -= broad ? 12 : 0;
    bar(down, high, allHeight, seenHeight);
    bar(across, broad, allWidth, seenWidth);
    down.resizeRelocate(getWidth() - 12, head, 12, seenHeight);
    across.resizeRelocate(NAMES, getHeight() - 12, seenWidth, 12);
    cells.resizeRelocate(NAMES, head, seenWidth, seenHeight);
    rows.resizeRelocate(0, head, NAMES, seenHeight);
    columns.resizeRelocate(NAMES, 0, seenWidth, head);
    fill(width, head);
    setAccessibleText(spoken());
  }

  private static void bar(ScrollBar bar, boolean shown, double all, double seen) {
    bar.setVisible(shown);
    bar.setMax(Math.max(0, all - seen));
    bar.setVisibleAmount(all <= 0 ? 1 : bar.getMax() * seen / all);
    bar.setUnitIncrement(ROW);
    bar.setBlockIncrement(Math.max(ROW, seen - ROW));
    bar.setValue(clamped(bar, bar.getValue()));
  }

  private void fill(double width, double head) {
    int firstRow = (int) (down.getValue() / ROW);
    int firstColumn = (int) (across.getValue() / width);
    int lastRow =
        Math.min(
            matrix().sources().size() - 1, (int) ((down.getValue() + cells.getHeight()) / ROW));
    int lastColumn =
        Math.min(
            matrix().targets().size() - 1, (int) ((across.getValue() + cells.getWidth()) / width));
    Set<Place> chosen = new HashSet<>(model.chosen().get());
    int used = 0;
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        if (used == pool.size()) {
          MatrixCell fresh = new MatrixCell();
          fresh.setManaged(false);
          pool.add(fresh);
          cells.getChildren().add(fresh);
        }
        Place place = new Place(row, column);
        MatrixCell cell = pool.get(used++);
        TrustCell shown = model.cell(place);
        cell.show(
            shown, width >= SPELT, chosen.contains(place), choice.isCursor(place) && isFocused());
        cell.resizeRelocate(
            column * width - across.getValue(), row * ROW - down.getValue(), width, ROW);
      }
    }
    for (int i = used; i < pool.size(); i++) {
      pool.get(i).setVisible(false);
    }
    names(firstRow, lastRow);
    heads(firstColumn, lastColumn, width, head);
  }

  private void names(int first, int last) {
    for (int row = first; row <= last; row++) {
      Label label = name(rows, row - first, matrix().label(matrix().sources().get(row)));
      mark(label, choice.cursor().row() == row);
      label.resizeRelocate(12, row * ROW - down.getValue(), NAMES - 20, ROW);
    }
    hide(rows, last - first + 1);
  }

  private void heads(int first, int last, double width, double height) {
    boolean flat = width >= SPELT;
    for (int column = first; column <= last; column++) {
      Label label = name(columns, column - first, matrix().targets().get(column));
      mark(label, choice.cursor().column() == column);
      double left = column * width - across.getValue();
      double length = flat ? width - 8 : height - 12;
      label.setAlignment(flat ? Pos.CENTER : Pos.CENTER_LEFT);
      label.setRotate(flat ? 0 : -90); // around its middle
      label.resizeRelocate(left + (width - length) / 2, height / 2 - 10, length, 20);
    }
    hide(columns, last - first + 1);
  }

  private static void mark(Label label, boolean here) {
    label.getStyleClass().setAll("label", here ? "strong" : "muted");
  }

  /** The label at a place of a header; made once, then used for whatever is in sight. */
  private static Label name(Pane pane, int at, String words) {
    while (pane.getChildren().size() <= at) {
      Label fresh = new Label();
      fresh.setManaged(false);
      pane.getChildren().add(fresh);
    }
    Label label = (Label) pane.getChildren().get(at);
    label.setVisible(true);
    label.setText(words);
    return label;
  }

  private static void hide(Pane pane, int from) {
    for (int i = Math.max(0, from); i < pane.getChildren().size(); i++) {
      pane.getChildren().get(i).setVisible(false);
    }
  }

  private String spoken() {
    if (matrix().sources().isEmpty()) {
      return Texts.get("trust.empty");
    }
    return Texts.get("trust.name") + ": " + model.cell(choice.cursor()).why();
  }

  private void press(MouseEvent event) {
    if (matrix().sources().isEmpty()) {
      return;
    }
    requestFocus();
    Place place = at(event.getX(), event.getY());
    if (event.isShortcutDown()) {
      choice.toggle(place);
    } else {
      choice.to(place, event.isShiftDown());
    }
    if (event.getClickCount() == 2) {
      turn();
    }
    event.consume();
  }

  /** Authorises what is not, else revokes. */
  private void turn() {
    deeds.accept(model.of(Deed.AUTHORISE).isEmpty() ? Deed.REVOKE : Deed.AUTHORISE);
  }

  private void key(KeyEvent event) {
    if (matrix().sources().isEmpty()) {
      return;
    }
    boolean more = event.isShiftDown();
    int page = Math.max(1, (int) (cells.getHeight() / ROW) - 1);
    switch (event.getCode()) {
      case UP -> choice.move(-1, 0, more);
      case DOWN -> choice.move(1, 0, more);
      case LEFT -> choice.move(0, -1, more);
      case RIGHT -> choice.move(0, 1, more);
      case PAGE_UP -> choice.move(-page, 0, more);
      case PAGE_DOWN -> choice.move(page, 0, more);
      case HOME -> choice.move(0, -matrix().targets().size(), more);
      case END -> choice.move(0, matrix().targets().size(), more);
      case A -> {
        if (!event.isShortcutDown()) {
          deeds.accept(Deed.AUTHORISE);
          break;
        }
        choice.all();
      }
      case T -> deeds.accept(Deed.TEST);
      case DELETE, BACK_SPACE -> deeds.accept(Deed.REVOKE);
      case ENTER -> turn();
      case SPACE -> choice.toggle(choice.cursor());
      default -> {
        return;
      }
    }
    if (event.getCode() != KeyCode.A) {
      reveal(choice.cursor());
    }
    event.consume();
  }

  /** Scrolls until a place is in sight. */
  private void reveal(Place place) {
    down.setValue(into(down, place.row() * ROW, ROW, cells.getHeight()));
    double width = columnWidth();
    across.setValue(into(across, place.column() * width, width, cells.getWidth()));
  }

  private static double into(ScrollBar bar, double from, double length, double seen) {
    double value = Math.min(bar.getValue(), from);
    return clamped(bar, Math.max(value, from + length - seen));
  }

  /** How many cells exist, for those who count. */
  int existing() {
    return pool.size();
  }
}
