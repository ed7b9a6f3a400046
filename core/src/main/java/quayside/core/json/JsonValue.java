package quayside.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A value out of JSON or YAML that knows where it stood, for readers that say what is wrong. What
 * is missing reads as null; unknown keys are left alone.
 */
public final class JsonValue {
  private final @Nullable JsonValue parent;
  private final Object step;
  private final @Nullable Object value;

  /**
   * A value somewhere.
   *
   * @param parent what it is in; null for the root
   * @param step its key, or its number in a list; put into words only when something is wrong with
   *     it, because a list of thousands of records has a million values
   */
  private JsonValue(@Nullable JsonValue parent, Object step, @Nullable Object value) {
    this.parent = parent;
    this.step = step;
    this.value = value;
  }

  /** Wraps a plain value as the root of a document. */
  public static JsonValue of(@Nullable Object value) {
    return new JsonValue(null, "$", value);
  }

  private String path() {
    if (parent == null) {
      return step.toString();
    }
    return parent.path() + (step instanceof Integer ? "[" + step + "]" : "." + step);
  }

  /** The plain value itself. */
  public @Nullable Object raw() {
    return value;
  }

  /** Whether it is null or was not there. */
  public boolean isNull() {
    return value == null;
  }

  /** The value of a key; null if there is none. */
  public JsonValue get(String key) throws JsonException {
    if (value == null) {
      return new JsonValue(this, key, null);
    }
    if (value instanceof Map<?, ?> map) {
      return new JsonValue(this, key, map.get(key));
    }
    throw expected("an object");
  }

  /** The elements; none if it is null. */
  public List<JsonValue> list() throws JsonException {
    var elements = new ArrayList<JsonValue>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        elements.add(new JsonValue(this, elements.size(), element));
      }
    } else if (value != null) {
      throw expected("a list");
    }
    return elements;
  }

  /** The entries in their order; none if it is null. */
  public Map<String, JsonValue> entries() throws JsonException {
    var entries = new LinkedHashMap<String, JsonValue>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> entries.put("" + k, new JsonValue(this, "" + k, v)));
    } else if (value != null) {
      throw expected("an object");
    }
    return entries;
  }

  /** The entries as plain values, without those that are null. */
  public Map<String, Object> plain() throws JsonException {
    var plain = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> {
        if (each != null) {
          plain.put("" + key, each);
        }
      });
    } else if (value != null) {
      throw expected("an object");
    }
    return plain;
  }

  /** A text that must be there; numbers and booleans count as their text. */
  public String text() throws JsonException {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw expected("a text");
  }

  /** A text, or another if it is null. */
  public String textOr(String otherwise) throws JsonException {
    return value == null ? otherwise : text();
  }

  /** A text, if it is there. */
  public Optional<String> optionalText() throws JsonException {
    return value == null ? Optional.empty() : Optional.of(text());
  }

  /** A whole number that must be there; a text of digits counts. */
  public long number() throws JsonException {
    return optionalNumber().orElseThrow(() -> expected("a whole number"));
  }

  /** A whole number, if it is there; {@code false} counts as absent, as osctld writes it. */
  public OptionalLong optionalNumber() throws JsonException {
    if (value == null || Boolean.FALSE.equals(value)) {
      return OptionalLong.empty();
    }
    if (value instanceof Number number) {
      return OptionalLong.of(number.longValue());
    }
    try {
      return OptionalLong.of(Long.parseLong(text()));
    } catch (NumberFormatException _) {
      throw expected("a whole number");
    }
  }

  /** Whether it is {@code true}. */
  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  private JsonException expected(String what) {
    String found = value == null ? "nothing" : Json.print(value);
    String shown = found.length() > 60 ? found.substring(0, 60) + "…" : found;
    return new JsonException("expected " + what + " at " + path() + ", found " + shown);
  }
}
