package quayside.core.embedded.osctl;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers and other values as osctl shows them to people. */
final class Humanised {
  private static final long KIB = 1024;
  private static final String UNITS = "KMGT";

  private Humanised() {}

  /** {@code 61.2M}; below one KiB the bare number. */
  static String amount(long number) {
    if (Math.abs(number) < KIB) {
      return Long.toString(number);
    }
    double value = number;
    int unit = -1;
    while (Math.abs(value) >= KIB && unit + 1 < UNITS.length()) {
      value /= KIB;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f%s", value, UNITS.charAt(unit));
  }

  /** CPU time given in microseconds: {@code 5s}, {@code 02:14}, {@code 1d, 02:03:04}. */
  static String time(long micros) {
    long seconds = micros / 1_000_000;
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
    long hours = seconds % 86_400 / 3600;
    String clock =
        String.format(Locale.ROOT, "%02d:%02d:%02d", hours, seconds % 3600 / 60, seconds % 60);
    return seconds < 86_400 ? clock : seconds / 86_400 + "d, " + clock;
  }

  /** Nothing, false and the empty text are all a dash; lists look as Ruby inspects them. */
  static String plain(@Nullable Object value) {
    if (value == null || Boolean.FALSE.equals(value) || "".equals(value)) {
      return "-";
    }
    return value instanceof Collection<?> || value instanceof Map<?, ?>
        ? inspect(value)
        : value.toString();
  }

  /** A value as Ruby's {@code inspect} writes it. */
  static String inspect(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case String text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      case Collection<?> list ->
          list.stream().map(Humanised::inspect).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> ":" + entry.getKey() + "=>" + inspect(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }
}
