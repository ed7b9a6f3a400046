package quayside.core.embedded.osctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** {@code osctl ct dataset|devices|netif|set|unset …}: what a container has and is set to. */
final class DetailActions {
  private DetailActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("ct dataset ls", DetailActions::datasets);
    actions.put("ct devices ls", run -> devices(run, "ct_device_list", "id"));
    actions.put("group devices ls", run -> devices(run, "group_device_list", "name"));
    actions.put("ct netif ls", DetailActions::interfaces);
    actions.put("ct netif ip ls", run -> addresses(run, "ip", "netif_ip_list"));
    actions.put("ct netif route ls", run -> addresses(run, "route", "netif_route_list"));
    for (String verb : List.of("set", "unset")) {
      boolean set = verb.equals("set");
      actions.put("ct " + verb + " hostname", run -> change(run, set, "hostname", "hostname"));
      actions.put("ct " + verb + " nesting", run -> change(run, set, "nesting"));
      actions.put("ct " + verb + " autostart", run -> change(run, set, "autostart"));
      actions.put("ct " + verb + " dns-resolver", run -> change(run, set, "dns_resolvers", "*"));
      actions.put("ct " + verb + " attr", run -> change(run, set, "attrs", "attribute", "value"));
    }
  }

  private static void datasets(Invocation run) throws OsctldError, UsageException {
    run.takes("id", "*");
    if (run.arguments().isEmpty()) {
      run.takes("id");
    }
    List<String> properties = run.argumentsFrom(1);
    var columns = new ArrayList<>(Column.of("dataset"));
    properties.forEach(name -> columns.add(new Column(name, true, false, Column.Kind.PLAIN)));
    var listing = new Listing(run, columns);
    if (listing.listedNames()) {
      return;
    }
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("properties", properties);
    listing.table(Invocation.objects(run.call("ct_dataset_list", options)));
  }

  private static void devices(Invocation run, String command, String key)
      throws OsctldError, UsageException {
    var listing = new Listing(run, "device");
    if (listing.listedNames()) {
      return;
    }
    run.takes(key);
    listing.table(Invocation.objects(run.call(command, run.entity(key, run.argument(0)))));
  }

  private static void interfaces(Invocation run) throws OsctldError, UsageException {
    var listing = new Listing(run, columns("netif", run, 1));
    if (listing.listedNames()) {
      return;
    }
    run.takes("?id");
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put("pool", run.pool());
    if (!run.arguments().isEmpty()) {
      options.put("id", run.argument(0));
    }
    for (String filter : List.of("type", "link")) {
      if (run.option(filter) != null) {
        options.put(filter, run.listOption(filter));
      }
    }
    listing.table(Invocation.objects(run.call("netif_list", options)));
  }

  private static void addresses(Invocation run, String list, String command)
      throws OsctldError, UsageException {
    var listing = new Listing(run, columns(list, run, run.arguments().size()));
    if (listing.listedNames()) {
      return;
    }
    run.takes("?id", "?name");
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put("pool", run.pool());
    if (!run.arguments().isEmpty()) {
      options.put("id", run.argument(0));
    }
    if (run.arguments().size() > 1) {
      options.put("name", run.argument(1));
    }
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var netif : Invocation.objects(run.call(command, options))) {
      for (String version : List.of("4", "6")) {
        String wanted = run.option("version");
        if (netif.get(version) instanceof List<?> found
            && (wanted == null || wanted.equals(version))) {
          found.forEach(address -> rows.add(row(netif, Long.valueOf(version), address)));
        }
      }
    }
    listing.table(rows);
  }

  private static Map<String, @Nullable Object> row(
      Map<String, @Nullable Object> netif, long version, Object address) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    for (String key : List.of("pool", "ctid", "netif")) {
      row.put(key, netif.get(key));
    }
    row.put("version", version);
    if (address instanceof Map<?, ?> route) {
      row.put("addr", route.get("address"));
      row.put("via", route.get("via"));
    } else {
      row.put("addr", address);
    }
    return row;
  }

  /** The more is named by the arguments, the fewer columns repeat it. */
  private static List<Column> columns(String list, Invocation run, int named) {
    var columns = new ArrayList<Column>();
    int hidden = run.arguments().isEmpty() ? 0 : named + 1;
    for (Column column : Column.of(list)) {
      boolean shown = column.shown() && columns.size() >= hidden;
      columns.add(new Column(column.name(), shown, column.right(), column.kind()));
    }
    return columns;
  }

  private static void change(Invocation run, boolean set, String key, String... names)
      throws OsctldError, UsageException {
    var needed = new ArrayList<String>();
    needed.add("id");
    for (String name : names) {
      if (set || (key.equals("attrs") && name.equals("attribute"))) {
        needed.add(name);
      }
    }
    run.takes(needed.toArray(String[]::new));
    if (run.arguments().isEmpty()) {
      throw new UsageException(run.verb(), "missing argument <id>");
    }
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put(key, set ? value(run, key) : unset(run, key));
    run.call(set ? "ct_set" : "ct_unset", options);
  }

  private static @Nullable Object value(Invocation run, String key) throws UsageException {
    return switch (key) {
      case "hostname" -> run.argument(1);
      case "dns_resolvers" -> run.argumentsFrom(1);
      case "attrs" -> Map.of(run.argument(1), run.argument(2));
      case "autostart" -> {
        var autostart = new LinkedHashMap<String, @Nullable Object>();
        autostart.put("priority", run.number("priority"));
        autostart.put("delay", run.number("delay"));
        yield autostart;
      }
      default -> true;
    };
  }

  private static Object unset(Invocation run, String key) {
    return key.equals("attrs") ? List.of(run.argument(1)) : true;
  }
}
