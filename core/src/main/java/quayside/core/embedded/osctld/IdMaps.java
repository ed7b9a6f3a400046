package quayside.core.embedded.osctld;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Id maps as configuration files write them: {@code ns_id:host_id:count}. */
final class IdMaps {
  private IdMaps() {}

  static List<long[]> of(@Nullable Object config) {
    var ranges = new ArrayList<long[]>();
    if (config instanceof List<?> list) {
      for (Object line : list) {
        String[] numbers = String.valueOf(line).split(":", -1);
        if (numbers.length != 3) {
          throw new IllegalArgumentException("not an id map: " + line);
        }
        ranges.add(
            new long[] {
              Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2])
            });
      }
    }
    return ranges;
  }

  static List<Map<String, Object>> records(@Nullable Object config) {
    return records(config, "id_count");
  }

  static List<Map<String, Object>> records(@Nullable Object config, String countName) {
    var records = new ArrayList<Map<String, Object>>();
    for (long[] range : of(config)) {
      var one = new LinkedHashMap<String, Object>();
      one.put("ns_id", range[0]);
      one.put("host_id", range[1]);
      one.put(countName, range[2]);
      records.add(one);
    }
    return records;
  }
}
