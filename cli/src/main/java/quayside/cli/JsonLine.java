package quayside.cli;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON on one line (RFC 8259). Absent values are left out of objects. */
final class JsonLine {
  private final StringBuilder out = new StringBuilder();

  private JsonLine() {}

  static String of(Map<String, ?> object) {
    var line = new JsonLine();
    line.value(object);
    return line.out.toString();
  }

  /** A value for people: text as it is, lists and objects as JSON. */
  static String text(@Nullable Object value) {
    if (!(value instanceof Map || value instanceof Collection)) {
      return String.valueOf(value);
    }
    var line = new JsonLine();
    line.value(value);
    return line.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> object(map);
      case Collection<?> list -> array(list);
      case Double number when !Double.isFinite(number) -> out.append("null");
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case Optional<?> some -> value(some.orElse(null));
      case OptionalLong some -> value(some.isPresent() ? some.getAsLong() : null);
      case OptionalInt some -> value(some.isPresent() ? some.getAsInt() : null);
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> map) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (isAbsent(entry.getValue())) {
        continue;
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      string(String.valueOf(entry.getKey()));
      out.append(':');
      value(entry.getValue());
    }
    out.append('}');
  }

  private static boolean isAbsent(@Nullable Object value) {
    return switch (value) {
      case Optional<?> some -> some.isEmpty();
      case OptionalLong some -> some.isEmpty();
      case OptionalInt some -> some.isEmpty();
      case null, default -> false;
    };
  }

  private void array(Collection<?> list) {
    out.append('[');
    for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
      value(items.next());
      if (items.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          // escapes C1, format characters and lone surrogates too: a terminal may show the line
          int type = Character.getType(c);
          if (type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR
              || (Character.isSurrogate(c) && !paired(text, i))) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
