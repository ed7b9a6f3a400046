package quayside.core.embedded.osctld;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of one command, as JSON brought them. */
record Options(Map<String, ? extends @Nullable Object> values) {

  @Nullable String text(String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }

  String text(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  boolean flag(String name, boolean otherwise) {
    Object value = values.get(name);
    return value == null ? otherwise : Boolean.TRUE.equals(value);
  }

  int number(String name, int otherwise) {
    return values.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  /** A list of texts; one text counts as a list; empty: not asked for. */
  List<String> texts(String name) {
    Object value = values.get(name);
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  Map<?, ?> map(String name) {
    return values.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Whether a filter option lets a value pass. */
  boolean admits(String name, Object value) {
    List<String> wanted = texts(name);
    return wanted.isEmpty() || wanted.contains(value.toString());
  }
}
