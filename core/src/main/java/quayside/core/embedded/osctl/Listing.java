package quayside.core.embedded.osctl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints lists and single objects as the options {@code -o -H -L -s} ask for; JSON ignores them.
 */
final class Listing {
  private final Invocation run;
  private final List<Column> known;
  private final List<Column> columns;

  /**
   * Looks at the options first, so that a wrong one is told before anything is asked for.
   *
   * @param list whose columns
   */
  Listing(Invocation run, String list) throws UsageException {
    this(run, Column.of(list));
  }

  Listing(Invocation run, List<Column> known) throws UsageException {
    this.run = run;
    this.known = known;
    this.columns = Column.select(known, run.option("output"), run.verb());
  }

  /** Whether a column was asked for by name or is a default. */
  boolean shows(String column) {
    return columns.stream().anyMatch(shown -> shown.name().equals(column));
  }

  List<Column> columns() {
    return columns;
  }

  /** With {@code -L}: prints the names of all columns and says that this was all. */
  boolean listedNames() {
    if (!run.on("list")) {
      return false;
    }
    known.forEach(column -> run.terminal().line(column.name()));
    return true;
  }

  /** Prints a list: one JSON array, or a table with its header even if it is empty. */
  void table(List<Map<String, @Nullable Object>> objects) throws UsageException {
    if (run.json()) {
      run.printJson(objects);
      return;
    }
    Layout.table(run.terminal(), columns, texts(sorted(objects)), !run.on("hide-header"));
  }

  /** Prints one object: JSON, or a block of rows. */
  void rows(Map<String, @Nullable Object> object) {
    if (run.json()) {
      run.printJson(object);
      return;
    }
    Layout.rows(run.terminal(), columns, texts(object), !run.on("hide-header"));
  }

  private List<List<String>> texts(List<Map<String, @Nullable Object>> objects) {
    return objects.stream().map(this::texts).toList();
  }

  private List<String> texts(Map<String, @Nullable Object> object) {
    return columns.stream()
        .map(column -> column.show(object.get(column.name()), run.precise()))
        .toList();
  }

  private List<Map<String, @Nullable Object>> sorted(List<Map<String, @Nullable Object>> objects)
      throws UsageException {
    List<String> keys = run.listOption("sort");
    if (keys == null) {
      return objects;
    }
    Comparator<Map<String, @Nullable Object>> order = (_, _) -> 0;
    for (String key : keys) {
      Column.select(known, key, run.verb());
      order = order.thenComparing((a, b) -> compare(a.get(key), b.get(key)));
    }
    var sorted = new ArrayList<>(objects);
    sorted.sort(order);
    return sorted;
  }

  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    if (a instanceof Number left && b instanceof Number right) {
      return Double.compare(left.doubleValue(), right.doubleValue());
    }
    return a.toString().compareTo(b.toString());
  }
}
