package quayside.gui.keys;

import java.util.ArrayList;
import java.util.List;
import quayside.gui.keys.TrustViewModel.Place;

/** Which cells of the grid are chosen: a cursor, and a rectangle from where it was set down. */
final class MatrixChoice {
  private final TrustViewModel model;
  private Place anchor = new Place(0, 0);
  private Place cursor = new Place(0, 0);

  MatrixChoice(TrustViewModel model) {
    this.model = model;
  }

  private int lastRow() {
    return Math.max(0, model.matrix().get().sources().size() - 1);
  }

  private int lastColumn() {
    return Math.max(0, model.matrix().get().targets().size() - 1);
  }

  /** Where the keyboard is; always inside of the grid. */
  Place cursor() {
    return new Place(Math.min(cursor.row(), lastRow()), Math.min(cursor.column(), lastColumn()));
  }

  boolean isCursor(Place place) {
    return cursor().equals(place);
  }

  /** Goes to a cell; with {@code more}, everything between it and the anchor is chosen. */
  void to(Place place, boolean more) {
    cursor = place;
    anchor = more ? anchor : place;
    between(anchor, cursor);
  }

  void move(int rows, int columns, boolean more) {
    Place from = cursor();
    to(
        new Place(
            Math.clamp(from.row() + rows, 0, lastRow()),
            Math.clamp(from.column() + columns, 0, lastColumn())),
        more);
  }

  void all() {
    anchor = new Place(0, 0);
    between(anchor, new Place(lastRow(), lastColumn()));
  }

  /** Adds a cell to what is chosen, or takes it out. */
  void toggle(Place place) {
    List<Place> now = new ArrayList<>(model.chosen().get());
    if (!now.remove(place)) {
      now.add(place);
    }
    cursor = place;
    anchor = place;
    model.chosen().set(List.copyOf(now));
  }

  private void between(Place one, Place other) {
    List<Place> places = new ArrayList<>();
    for (int row = Math.min(one.row(), other.row());
        row <= Math.max(one.row(), other.row());
        row++) {
      int to = Math.max(one.column(), other.column());
      for (int column = Math.min(one.column(), other.column()); column <= to; column++) {
        places.add(new Place(row, column));
      }
    }
    model.chosen().set(List.copyOf(places));
  }
}
