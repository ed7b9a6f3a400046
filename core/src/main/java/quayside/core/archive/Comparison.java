package quayside.core.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import quayside.core.json.JsonException;
import quayside.core.yaml.LooseYaml;

/** Configurations as single values by where they stand, so that two can be compared. */
public final class Comparison {
  /** What tells the elements of a list apart, the first that they have. */
  private static final List<String> NAMES = List.of("name", "mountpoint", "dataset");

  private final SortedMap<String, String> values = new TreeMap<>();

  /** Adds all values of a YAML text; as one value where it cannot be read. */
  public void document(String name, String text) {
    try {
      add(name, LooseYaml.read(text).value().raw());
    } catch (JsonException _) {
      values.put(name, text);
    }
  }

  /** Adds one value. */
  public void value(String where, String value) {
    values.put(where, value);
  }

  /** In what they differ, by name. */
  public List<Difference> with(Comparison other) {
    var all = new TreeSet<>(values.keySet());
    all.addAll(other.values.keySet());
    var differences = new ArrayList<Difference>();
    for (String where : all) {
      Optional<String> here = Optional.ofNullable(values.get(where));
      Optional<String> there = Optional.ofNullable(other.values.get(where));
      if (!here.equals(there)) {
        differences.add(new Difference(where, here, there));
      }
    }
    return differences;
  }

  private void add(String where, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> map.forEach((key, v) -> add(where + "." + key, v));
      case List<?> list when !list.isEmpty() -> {
        int number = 0;
        for (Object element : list) {
          add(where + "[" + name(element, number++) + "]", element);
        }
      }
      case Map<?, ?> _ -> values.put(where, "{}");
      case List<?> _ -> values.put(where, "[]");
      case null -> values.put(where, "");
      default -> values.put(where, value.toString());
    }
  }

  private static String name(@Nullable Object element, int number) {
    if (element instanceof Map<?, ?> map) {
      for (String key : NAMES) {
        if (map.get(key) instanceof String name) {
          return name;
        }
      }
    }
    return String.valueOf(number);
  }
}
