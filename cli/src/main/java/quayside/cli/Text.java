package quayside.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Values as people read them in a terminal. */
final class Text {
  private Text() {}

  /**
   * Text that cannot steer a terminal: control and format characters (escape sequences, line ends,
   * changes of direction) become visible as {@code \}{@code u001b}.
   */
  static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.SURROGATE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                clean.append("\\u%04x".formatted(c));
            default -> clean.appendCodePoint(c);
          }
        });
    return clean.toString();
  }

  /** The first characters of a text of several lines, cleaned but for line ends and tabs. */
  static String shown(char[] text, int length) {
    var shown = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text[i];
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            shown.append(c == '\n' || c == '\t' ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        default -> shown.append(c);
      }
    }
    return shown.toString();
  }

  /** A size with a binary unit and three digits: {@code 1.46 GiB}. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < 5) {
      value /= 1024;
      unit++;
    }
    String name = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB").get(unit);
    int digits = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f %s", value, name);
  }

  /** A span of time: {@code 0.84 s}, {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  static String time(Duration span) {
    long seconds = span.toSeconds();
    if (seconds >= 3600) {
      return "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
    if (seconds >= 60) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return String.format(
        Locale.ROOT, seconds >= 10 ? "%.0f s" : "%.2f s", span.toMillis() / 1000.0);
  }

  /** Rows as a table: columns as wide as needed, two spaces between. */
  static List<String> table(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    List<List<String>> clean =
        rows.stream().map(row -> row.stream().map(Text::clean).toList()).toList();
    for (List<String> row : clean) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return clean.stream()
        .map(row -> {
          var line = new StringBuilder();
          for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
          }
          return line.toString().stripTrailing();
        })
        .toList();
  }
}
