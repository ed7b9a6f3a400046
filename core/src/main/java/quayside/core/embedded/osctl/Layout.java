package quayside.core.embedded.osctl;

import java.util.List;

/** The two ways in which osctl prints values: a table and a block of rows per object. */
final class Layout {
  private Layout() {}

  /** Columns padded to their longest value plus one, joined by two spaces; the last one is not. */
  static void table(Terminal to, List<Column> columns, List<List<String>> rows, boolean header) {
    if (columns.isEmpty()) {
      return;
    }
    List<String> labels = columns.stream().map(Column::label).toList();
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = labels.get(i).length() + 1;
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length() + 1);
      }
    }
    if (header) {
      to.line(line(columns, widths, labels));
    }
    rows.forEach(row -> to.line(line(columns, widths, row)));
  }

  /** One line per value with its label in front, then an empty line; labels can be left out. */
  static void rows(Terminal to, List<Column> columns, List<String> values, boolean header) {
    if (columns.isEmpty()) {
      return;
    }
    int width = columns.stream().mapToInt(column -> column.label().length()).max().orElse(0) + 1;
    for (int i = 0; i < columns.size(); i++) {
      if (header) {
        String label = columns.get(i).label();
        String value = values.get(i).replace("\n", "\n" + " ".repeat(width + 3));
        to.line(" ".repeat(width - label.length()) + label + ":  " + value);
      } else {
        to.line(values.get(i));
      }
    }
    to.line("");
  }

  private static String line(List<Column> columns, int[] widths, List<String> values) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String value = values.get(i);
      String gap = " ".repeat(Math.max(0, widths[i] - value.length()));
      boolean last = i == widths.length - 1;
      if (last) {
        line.append(value);
      } else if (columns.get(i).right()) {
        line.append(gap).append(value);
      } else {
        line.append(value).append(gap);
      }
      line.append(last ? "" : "  ");
    }
    return line.toString();
  }
}
