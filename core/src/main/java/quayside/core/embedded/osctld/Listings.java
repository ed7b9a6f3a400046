package quayside.core.embedded.osctld;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** The commands that only look. */
final class Listings {
  private final State state;
  private final Records records;

  private Listings(State state) {
    this.state = state;
    this.records = new Records(state);
  }

  static void register(Map<String, Daemon.Handler> handlers, State state) {
    var listings = new Listings(state);
    handlers.put("ct_list", (o, _) -> listings.containers(o));
    handlers.put("ct_show", (o, _) -> listings.records.container(state.container(o)));
    handlers.put("pool_list", (o, _) -> listings.pools(o));
    handlers.put("pool_show", (o, _) -> listings.records.pool(state.pool(o.text("name", ""))));
    handlers.put("user_list", (o, _) -> listings.users(o));
    handlers.put("user_show", (o, _) -> listings.user(o));
    handlers.put("user_idmap_list", (o, _) -> listings.idMaps(o));
    handlers.put("group_list", (o, _) -> listings.groups(o));
    handlers.put("group_show", (o, _) -> listings.group(o));
    handlers.put("group_device_list", (o, _) -> listings.groupDevices(o));
    handlers.put("ct_device_list", (o, _) -> listings.devices(o));
    handlers.put("netif_list", (o, _) -> listings.netifs(o));
    handlers.put("netif_ip_list", (o, _) -> listings.addresses(o));
    handlers.put("netif_route_list", (_, _) -> List.of());
    handlers.put("id_range_list", (o, _) -> listings.ranges(o));
    handlers.put("ct_dataset_list", (o, _) -> listings.datasets(o));
    handlers.put("ct_mount_list", (o, _) -> state.container(o).maps("mounts"));
    handlers.put("ct_cgparam_list", (o, _) -> state.container(o).maps("cgparams"));
    handlers.put("ct_prlimit_list", (o, _) -> state.container(o).get("prlimits"));
  }

  private List<Object> containers(Options options) throws IOException {
    var found = new ArrayList<Object>();
    for (Ct ct : state.containers()) {
      List<String> ids = options.texts("ids");
      boolean named = ids.isEmpty() || ids.contains(ct.id()) || ids.contains(ct.key());
      if (named
          && options.admits("pool", ct.pool())
          && options.admits("user", ct.text("user"))
          && options.admits("group", ct.text("group"))
          && options.admits("distribution", ct.text("distribution"))
          && options.admits("version", ct.text("version"))
          && options.admits("state", ct.state())
          && options.admits("ephemeral", Boolean.TRUE.equals(ct.get("ephemeral")))) {
        found.add(records.container(ct));
      }
    }
    return found;
  }

  private List<Object> pools(Options options) throws IOException {
    var found = new ArrayList<Object>();
    for (String pool : state.pools()) {
      if (options.admits("names", pool)) {
        found.add(records.pool(pool));
      }
    }
    return found;
  }

  private List<Map<String, @Nullable Object>> users(Options options) throws IOException {
    var found = new ArrayList<Map<String, @Nullable Object>>();
    for (String pool : state.pools()) {
      for (var user : records.users(pool)) {
        if (options.admits("pool", pool)
            && options.admits("names", String.valueOf(user.get("name")))) {
          found.add(user);
        }
      }
    }
    return found;
  }

  private Map<String, @Nullable Object> user(Options options) throws OsctldError, IOException {
    String name = options.text("name", "");
    for (var user : users(new Options(Map.of()))) {
      String id = String.valueOf(user.get("name"));
      if (name.equals(id) || name.equals(user.get("pool") + ":" + id)) {
        return user;
      }
    }
    throw new OsctldError("user not found");
  }

  private List<Object> idMaps(Options options) throws OsctldError, IOException {
    var user = user(options);
    var maps = new ArrayList<Object>();
    for (String type : List.of("uid", "gid")) {
      if (options.flag(type, true) && user.get(type + "_map") instanceof List<?> ranges) {
        for (Object range : ranges) {
          if (range instanceof Map<?, ?> map) {
            var record = new LinkedHashMap<String, @Nullable Object>();
            record.put("type", type);
            record.put("ns_id", map.get("ns_id"));
            record.put("host_id", map.get("host_id"));
            record.put("count", map.get("id_count"));
            maps.add(record);
          }
        }
      }
    }
    return maps;
  }

  private List<Object> groups(Options options) throws IOException {
    var found = new ArrayList<Object>();
    for (String pool : state.pools()) {
      for (String group : state.groups(pool)) {
        if (options.admits("pool", pool) && options.admits("names", group)) {
          found.add(records.group(pool, group));
        }
      }
    }
    return found;
  }

  private Map<String, @Nullable Object> group(Options options) throws OsctldError, IOException {
    String[] at = groupAt(options);
    return records.group(at[0], at[1]);
  }

  private String[] groupAt(Options options) throws OsctldError, IOException {
    String name = options.text("name", options.text("id", ""));
    int colon = name.indexOf(':');
    String pool = state.pool(colon < 0 ? options.text("pool") : name.substring(0, colon));
    String group = name.substring(colon + 1);
    if (!state.groups(pool).contains(group)) {
      throw new OsctldError("group not found");
    }
    return new String[] {pool, group};
  }

  private List<Map<String, @Nullable Object>> groupDevices(Options options)
      throws OsctldError, IOException {
    String[] at = groupAt(options);
    if (at[1].equals("/")) {
      return Devices.own(state.group(at[0], "/").get("devices"));
    }
    var devices = Devices.inherited(state.group(at[0], "/").get("devices"));
    devices.addAll(Devices.own(state.group(at[0], at[1]).get("devices")));
    return devices;
  }

  private List<Map<String, @Nullable Object>> devices(Options options)
      throws OsctldError, IOException {
    Ct ct = state.container(options);
    var devices = Devices.inherited(state.group(ct.pool(), "/").get("devices"));
    if (!ct.text("group").equals("/")) {
      devices.addAll(Devices.inherited(state.group(ct.pool(), ct.text("group")).get("devices")));
    }
    devices.addAll(Devices.own(ct.get("devices")));
    return devices;
  }

  private List<Ct> some(Options options) throws OsctldError {
    return options.text("id") == null ? state.containers() : List.of(state.container(options));
  }

  private List<Object> netifs(Options options) throws OsctldError {
    var found = new ArrayList<Object>();
    for (Ct ct : some(options)) {
      records.netifs(ct).stream()
          .filter(n ->
              options.admits("type", String.valueOf(n.get("type")))
                  && options.admits("link", String.valueOf(n.get("link"))))
          .forEach(found::add);
    }
    return found;
  }

  private Object addresses(Options options) throws OsctldError {
    var found = new ArrayList<Map<String, @Nullable Object>>();
    for (Ct ct : some(options)) {
      records.addresses(ct).stream()
          .filter(a ->
              options.admits("name", String.valueOf(a.get("netif")))
                  && options.admits("version", String.valueOf(a.get("version"))))
          .forEach(found::add);
    }
    return found;
  }

  private List<Object> ranges(Options options) throws OsctldError {
    var found = new ArrayList<Object>();
    for (String pool : state.pools()) {
      if (options.admits("pool", pool)) {
        var range = new LinkedHashMap<String, Object>();
        range.put("pool", pool);
        range.put("name", "default");
        range.put("start_id", 1_000_000);
        range.put("last_id", 4_294_918_719L);
        range.put("block_size", 65_536);
        range.put("block_count", 65_520);
        range.put("allocated", 0);
        range.put("free", 65_520);
        found.add(range);
      }
    }
    return found;
  }

  private List<Object> datasets(Options options) throws OsctldError, IOException {
    Ct ct = state.container(options);
    var found = new ArrayList<Object>();
    for (var each : ct.datasets().entrySet()) {
      var record = new LinkedHashMap<String, @Nullable Object>();
      record.put("name", each.getKey());
      record.put("dataset", ct.datasetName(each.getKey()));
      for (String property : options.texts("properties")) {
        record.put(
            property, new ZfsProperties(state).value(ct, each.getKey(), each.getValue(), property));
      }
      found.add(record);
    }
    return found;
  }
}
