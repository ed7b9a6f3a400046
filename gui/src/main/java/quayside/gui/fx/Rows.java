package quayside.gui.fx;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.collections.ObservableList;

/** Keeps rows what they are while their contents change, so that selection and focus stay. */
public final class Rows {
  private Rows() {}

  /**
   * Makes {@code rows} show {@code values}: known rows get their new value, others come and go.
   *
   * @param keyOfRow what makes a row the row of a value
   */
  public static <R, V, K> void show(
      ObservableList<R> rows,
      List<V> values,
      Function<R, K> keyOfRow,
      Function<V, K> keyOfValue,
      Function<V, R> make,
      BiConsumer<R, V> update) {
    Map<K, R> known = new HashMap<>();
    rows.forEach(row -> known.put(keyOfRow.apply(row), row));
    Set<R> wanted = new LinkedHashSet<>(); // asked for each row: a list would be slow for thousands
    for (V value : values) {
      R row = known.get(keyOfValue.apply(value));
      if (row == null) {
        row = make.apply(value);
      } else {
        update.accept(row, value);
      }
      wanted.add(row);
    }
    rows.retainAll(wanted);
    if (rows.isEmpty() || !inOrder(rows, wanted)) {
      rows.setAll(wanted);
      return;
    }
    int at = 0;
    for (R row : wanted) {
      if (at >= rows.size() || !rows.get(at).equals(row)) {
        rows.add(at, row);
      }
      at++;
    }
  }

  private static <R> boolean inOrder(List<R> rows, Set<R> wanted) {
    int at = 0;
    for (R value : wanted) {
      if (at < rows.size() && rows.get(at).equals(value)) {
        at++;
      }
    }
    return at == rows.size();
  }
}
