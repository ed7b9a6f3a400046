package quayside.core.embedded.osctld;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Device rules as a fresh osctld has them in its root group (recording devices_ls_json). */
final class Devices {
  private static final List<String> STANDARD =
      List.of(
          "char 1 3 rwm /dev/null",
          "char 1 5 rwm /dev/zero",
          "char 1 7 rwm /dev/full",
          "char 1 8 rwm /dev/random",
          "char 1 9 rwm /dev/urandom",
          "char 1 11 rwm /dev/kmsg",
          "char 5 0 rwm /dev/tty",
          "char 5 1 rwm -",
          "char 5 2 rwm -",
          "char 136 * rwm -",
          "block * * m -",
          "char * * m -");

  private Devices() {}

  static List<Map<String, @Nullable Object>> standard() {
    var devices = new ArrayList<Map<String, @Nullable Object>>();
    for (String line : STANDARD) {
      String[] words = line.split(" ", -1);
      var device = new LinkedHashMap<String, @Nullable Object>();
      device.put("type", words[0]);
      device.put("major", words[1]);
      device.put("minor", words[2]);
      device.put("mode", words[3]);
      device.put("name", words[4].equals("-") ? null : words[4]);
      device.put("inherit", true);
      device.put("inherited", false);
      devices.add(device);
    }
    return devices;
  }

  /** The same devices as somebody below sees them. */
  static List<Map<String, @Nullable Object>> inherited(@Nullable Object config) {
    var devices = new ArrayList<Map<String, @Nullable Object>>();
    for (Map<String, @Nullable Object> device : own(config)) {
      if (Boolean.TRUE.equals(device.get("inherit"))) {
        device.put("inherited", true);
        devices.add(device);
      }
    }
    return devices;
  }

  static List<Map<String, @Nullable Object>> own(@Nullable Object config) {
    var devices = new ArrayList<Map<String, @Nullable Object>>();
    if (config instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Map<?, ?> map) {
          var device = new LinkedHashMap<String, @Nullable Object>();
          map.forEach((key, value) -> device.put(String.valueOf(key), value));
          devices.add(device);
        }
      }
    }
    return devices;
  }
}
