package quayside.core.archive.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.Difference;
import quayside.core.archive.Sidecar;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.yaml.LooseYaml;

/** In what the configurations and hooks of two exports differ, value by value. */
final class ExportComparison {
  /** What tells the elements of a list apart, the first that they have. */
  private static final List<String> NAMES = List.of("name", "mountpoint", "dataset");

  private final SortedMap<String, String> values = new TreeMap<>();

  private ExportComparison() {}

  static List<Difference> of(ExportArchive left, ExportArchive right) throws IOException {
    SortedMap<String, String> one = values(left);
    SortedMap<String, String> other = values(right);
    var all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    var differences = new ArrayList<Difference>();
    for (String where : all) {
      Optional<String> here = Optional.ofNullable(one.get(where));
      Optional<String> there = Optional.ofNullable(other.get(where));
      if (!here.equals(there)) {
        differences.add(new Difference(where, here, there));
      }
    }
    return differences;
  }

  private static SortedMap<String, String> values(ExportArchive archive) throws IOException {
    var comparison = new ExportComparison();
    comparison.document(archive, "metadata.yml", "metadata");
    for (String name : List.of("user", "group", "container")) {
      comparison.document(archive, "config/" + name + ".yml", name);
    }
    for (Map.Entry<String, Member> hook : archive.hooks().entrySet()) {
      Member member = hook.getValue();
      boolean large = member.entry().size() > ExportScan.LONGEST_TEXT;
      String value =
          large
              ? member.entry().size() + " bytes"
              : HexFormat.of().formatHex(Sidecar.sha256().digest(archive.bytes(member)));
      comparison.values.put("hooks/" + hook.getKey(), value);
    }
    return comparison.values;
  }

  private void document(ExportArchive archive, String member, String name) {
    Optional<String> text = archive.text(member);
    if (text.isPresent()) {
      try {
        JsonValue value = LooseYaml.read(text.get()).value();
        value(name, value.raw());
      } catch (JsonException _) {
        values.put(name, text.get());
      }
    }
  }

  private void value(String where, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() ->
          map.forEach((key, v) -> value(where + "." + key, v));
      case List<?> list when !list.isEmpty() -> {
        int number = 0;
        for (Object element : list) {
          value(where + "[" + name(element, number++) + "]", element);
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
