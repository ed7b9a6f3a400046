package quayside.core.driver.osctl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.IdMap;
import quayside.core.model.NodeFacts;

/**
 * osctld's records as our own (facts of {@code ct ls}, {@code user ls} and {@code netif ip ls}).
 */
final class Records {
  private Records() {}

  /** A container; memory and CPU time are only told by the command line. */
  static Container container(
      String node, JsonValue record, Map<String, Long> disk, Map<String, List<String>> addresses)
      throws JsonException {
    var ref = new ContainerRef(node, record.get("pool").text(), record.get("id").text());
    String dataset = record.get("dataset").textOr("");
    Long used = disk.get(dataset);
    return new Container(
        ref,
        ContainerState.of(record.get("state").textOr("unknown")),
        record.get("user").textOr(""),
        record.get("group").textOr(""),
        dataset,
        record.get("distribution").textOr(""),
        record.get("version").textOr(""),
        record.get("hostname").optionalText().filter(name -> !name.isEmpty()),
        record.get("init_pid").optionalNumber(),
        record.get("memory").optionalNumber(),
        record.get("cpu_us").optionalNumber(),
        used == null ? OptionalLong.empty() : OptionalLong.of(used),
        addresses.getOrDefault(ref.onNode(), List.of()),
        record.plain());
  }

  static NodeFacts.User user(JsonValue record) throws JsonException {
    return new NodeFacts.User(
        record.get("pool").textOr(""),
        record.get("name").text(),
        idMap(record.get("uid_map")),
        idMap(record.get("gid_map")));
  }

  private static List<IdMap> idMap(JsonValue ranges) throws JsonException {
    var map = new ArrayList<IdMap>();
    for (JsonValue range : ranges.list()) {
      map.add(
          new IdMap(
              range.get("ns_id").number(),
              range.get("host_id").number(),
              range.get("id_count").number()));
    }
    return List.copyOf(map);
  }

  /**
   * Addresses by {@code pool:id}. The socket gives a row for each interface, with lists under
   * {@code 4} and {@code 6}; the command line a row for each address.
   */
  static Map<String, List<String>> addresses(JsonValue rows) throws JsonException {
    var addresses = new HashMap<String, List<String>>();
    for (JsonValue row : rows.list()) {
      String container = row.get("pool").textOr("") + ":" + row.get("ctid").textOr("");
      List<String> own = addresses.computeIfAbsent(container, _ -> new ArrayList<>());
      row.get("addr").optionalText().ifPresent(own::add);
      for (String version : List.of("4", "6")) {
        for (JsonValue address : row.get(version).list()) {
          own.add(address.text());
        }
      }
    }
    return addresses;
  }

  /** {@code char 10:229} for each device that is wanted. */
  static List<String> devices(JsonValue rows, boolean inherited) throws JsonException {
    var devices = new ArrayList<String>();
    for (JsonValue row : rows.list()) {
      if (inherited || !row.get("inherited").isTrue()) {
        devices.add(
            row.get("type").text() + " " + row.get("major").text() + ":" + row.get("minor").text());
      }
    }
    return List.copyOf(devices);
  }
}
