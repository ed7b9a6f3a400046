package quayside.core.embedded.osctld;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The daemon's records, key by key as recorded (ct_show2_json, user_ls_json, pool_ls_json …). */
final class Records {
  private final State state;

  Records(State state) {
    this.state = state;
  }

  Map<String, @Nullable Object> container(Ct ct) throws IOException {
    var user = state.user(ct.pool(), ct.text("user"));
    String group = ct.text("group");
    String cgroup = group.equals("/") ? "" : "/group" + group.replace("/", ".");
    String lxc =
        "/run/osctl/pools/"
            + ct.pool()
            + "/users/"
            + ct.text("user")
            + "/group"
            + group.replace("/", ".")
            + "/cts";
    String dataset = ct.datasetName("/");
    var record = new LinkedHashMap<String, @Nullable Object>();
    record.put("pool", ct.pool());
    record.put("id", ct.id());
    record.put("user", ct.text("user"));
    record.put("group", group);
    record.put("uid_map", IdMaps.records(user.get("uid_map")));
    record.put("gid_map", IdMaps.records(user.get("gid_map")));
    record.put("dataset", dataset);
    record.put("rootfs", "/" + dataset + "/private");
    record.put("boot_dataset", dataset);
    record.put("boot_rootfs", "/" + dataset + "/private");
    record.put("lxc_path", lxc);
    record.put("lxc_dir", lxc + "/" + ct.id());
    record.put(
        "group_path",
        "osctl/pool."
            + ct.pool()
            + cgroup
            + "/user."
            + ct.text("user")
            + "/ct."
            + ct.id()
            + "/user-owned");
    record.put("distribution", ct.get("distribution"));
    record.put("version", ct.get("version"));
    record.put("state", ct.state());
    record.put("init_pid", ct.initPid());
    settings(ct, record);
    return record;
  }

  private static void settings(Ct ct, Map<String, @Nullable Object> record) {
    Map<?, ?> autostart = ct.get("autostart") instanceof Map<?, ?> map ? map : Map.of();
    record.put("autostart", !autostart.isEmpty());
    record.put("autostart_priority", autostart.get("priority"));
    record.put("autostart_delay", autostart.get("delay"));
    record.put("ephemeral", ct.get("ephemeral"));
    record.put("hostname", ct.get("hostname"));
    record.put("dns_resolvers", ct.get("dns_resolvers"));
    record.put("nesting", Boolean.TRUE.equals(ct.get("nesting")));
    record.put("seccomp_profile", "/etc/lxc/config/common.seccomp");
    record.put("init_cmd", "/sbin/init");
    record.put("cpu_package_inuse", null);
    record.put("cpu_package_set", ct.get("cpu_package"));
    record.put("cpu_limit", null);
    record.put("memory_limit", limit(ct, "memory.max"));
    record.put("swap_limit", limit(ct, "memory.swap.max"));
    record.put("start_menu", false);
    record.put("start_menu_timeout", null);
    record.put("impermanence", false);
    record.put("impermanence_zfs_properties", null);
    record.put("raw_lxc", null);
    record.put("log_file", "/" + ct.pool() + "/log/ct/" + ct.id() + ".log");
    if (ct.get("attrs") instanceof Map<?, ?> attributes) {
      attributes.forEach((key, value) -> record.put(String.valueOf(key), value));
    }
  }

  private static @Nullable Object limit(Ct ct, String parameter) {
    for (Map<?, ?> cgparam : ct.maps("cgparams")) {
      if (parameter.equals(cgparam.get("name")) && cgparam.get("value") instanceof List<?> values) {
        return values.isEmpty() ? null : values.getFirst();
      }
    }
    return null;
  }

  Map<String, @Nullable Object> pool(String pool) throws IOException {
    var record = new LinkedHashMap<String, @Nullable Object>();
    record.put("name", pool);
    record.put("dataset", pool);
    record.put("state", state.active(pool) ? "active" : "disabled");
    record.put("users", state.users(pool).size());
    record.put("groups", state.groups(pool).size());
    record.put(
        "containers", state.containers().stream().filter(c -> c.pool().equals(pool)).count());
    record.put("parallel_start", 2);
    record.put("parallel_stop", 4);
    return record;
  }

  List<Map<String, @Nullable Object>> users(String pool) throws IOException {
    var records = new ArrayList<Map<String, @Nullable Object>>();
    long id = 100_000;
    for (String name : state.users(pool)) {
      var user = state.user(pool, name);
      var record = new LinkedHashMap<String, @Nullable Object>();
      record.put("pool", pool);
      record.put("name", name);
      record.put("username", pool + "-" + name);
      record.put("groupname", pool + "-" + name);
      record.put("ugid", id++);
      record.put("homedir", "/run/osctl/pools/" + pool + "/users/" + name + "/.home");
      record.put("registered", true);
      record.put("standalone", user.get("standalone"));
      record.put("uid_map", IdMaps.records(user.get("uid_map")));
      record.put("gid_map", IdMaps.records(user.get("gid_map")));
      records.add(record);
    }
    return records;
  }

  Map<String, @Nullable Object> group(String pool, String group) {
    String below = group.equals("/") ? "" : group;
    var record = new LinkedHashMap<String, @Nullable Object>();
    record.put("pool", pool);
    record.put("name", group);
    record.put("path", "osctl/pool." + pool + below);
    record.put(
        "full_path",
        "osctl/pool." + pool + (below.isEmpty() ? "" : "/group" + below.replace("/", ".")));
    record.put("cpu_limit", null);
    record.put("memory_limit", null);
    record.put("swap_limit", null);
    return record;
  }

  List<Map<String, @Nullable Object>> netifs(Ct ct) {
    var records = new ArrayList<Map<String, @Nullable Object>>();
    for (Map<?, ?> netif : ct.maps("net_interfaces")) {
      boolean bridge = "bridge".equals(netif.get("type"));
      Map<String, @Nullable Object> gateways = new LinkedHashMap<>();
      if (netif.get("gateways") instanceof Map<?, ?> map) {
        gateways.put("4", map.get("v4"));
        gateways.put("6", map.get("v6"));
      }
      var record = new LinkedHashMap<String, @Nullable Object>();
      record.put("name", netif.get("name"));
      record.put("index", records.size());
      record.put("type", netif.get("type"));
      record.put("link", bridge ? netif.get("link") : null);
      record.put("dhcp", bridge ? netif.get("dhcp") : null);
      record.put("gateways", bridge ? gateways : null);
      record.put("veth", ct.running() ? "veth" + ct.id() + records.size() : null);
      record.put("hwaddr", netif.get("hwaddr"));
      for (String number : List.of("tx_queues", "rx_queues", "max_tx", "max_rx")) {
        record.put(number, netif.get(number));
      }
      record.put("pool", ct.pool());
      record.put("ctid", ct.id());
      records.add(record);
    }
    return records;
  }

  List<Map<String, @Nullable Object>> addresses(Ct ct) {
    var records = new ArrayList<Map<String, @Nullable Object>>();
    for (Map<?, ?> netif : ct.maps("net_interfaces")) {
      for (int version : new int[] {4, 6}) {
        if (netif.get("ip_addresses") instanceof Map<?, ?> all
            && all.get("v" + version) instanceof List<?> addresses) {
          for (Object address : addresses) {
            var record = new LinkedHashMap<String, @Nullable Object>();
            record.put("pool", ct.pool());
            record.put("ctid", ct.id());
            record.put("netif", netif.get("name"));
            record.put("version", version);
            record.put("addr", address);
            records.add(record);
          }
        }
      }
    }
    return records;
  }
}
