package quayside.core.embedded.osctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a list.
 *
 * @param name as options and JSON call it
 * @param shown whether it is shown by default
 * @param right whether its values stand at the right
 * @param kind how numbers are shown to people
 */
record Column(String name, boolean shown, boolean right, Kind kind) {

  enum Kind {
    PLAIN,
    AMOUNT,
    TIME,
    PERCENT
  }

  /** The columns that a list knows, in their order. */
  static List<Column> of(String list) {
    var columns = new ArrayList<Column>();
    for (String line : CommandTree.lines("columns.txt")) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(list)) {
        columns.add(parse(words[1], words.length > 2 ? words[2] : ""));
      }
    }
    return columns;
  }

  private static Column parse(String name, String flags) {
    Kind kind =
        flags.contains("m")
            ? Kind.AMOUNT
            : flags.contains("t") ? Kind.TIME : flags.contains("p") ? Kind.PERCENT : Kind.PLAIN;
    return new Column(name, flags.contains("d"), flags.contains("r"), kind);
  }

  /**
   * Chooses columns: {@code a,b}, {@code all}, {@code +a,b} adds to the defaults, {@code -a,b}
   * takes from them, nothing selects nothing. A name with a colon is a user's attribute.
   */
  static List<Column> select(List<Column> known, @Nullable String wanted, Verb verb)
      throws UsageException {
    List<Column> defaults = known.stream().filter(Column::shown).toList();
    if (wanted == null) {
      return defaults;
    }
    if (wanted.equals("all")) {
      return known;
    }
    if (wanted.startsWith("-")) {
      List<Column> without = find(known, wanted.substring(1), verb);
      return defaults.stream().filter(column -> !without.contains(column)).toList();
    }
    if (wanted.startsWith("+")) {
      var more = new ArrayList<>(defaults);
      more.addAll(find(known, wanted.substring(1), verb));
      return more;
    }
    return find(known, wanted, verb);
  }

  private static List<Column> find(List<Column> known, String names, Verb verb)
      throws UsageException {
    var found = new ArrayList<Column>();
    for (String name : names.split(",", -1)) {
      if (!name.isEmpty()) {
        found.add(one(known, name, verb));
      }
    }
    return found;
  }

  private static Column one(List<Column> known, String name, Verb verb) throws UsageException {
    for (Column column : known) {
      if (column.name.equals(name)) {
        return column;
      }
    }
    if (name.contains(":")) {
      return new Column(name, false, false, Kind.PLAIN);
    }
    throw new UsageException(verb, "unknown output parameter \"" + name + "\"");
  }

  String label() {
    return name.toUpperCase(Locale.ROOT);
  }

  /** A value as the table shows it; precise if asked for. */
  String show(@Nullable Object value, boolean precise) {
    if (!precise && value instanceof Number number) {
      return switch (kind) {
        case AMOUNT -> Humanised.amount(number.longValue());
        case TIME -> Humanised.time(number.longValue());
        case PERCENT -> String.format(Locale.ROOT, "%.1f%%", number.doubleValue());
        case PLAIN -> Humanised.plain(value);
      };
    }
    return Humanised.plain(value);
  }
}
