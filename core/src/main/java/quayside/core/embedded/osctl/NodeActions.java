package quayside.core.embedded.osctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** Pools, users, groups, ranges, authorised keys, history and health. */
final class NodeActions {
  private final Statistics statistics = new Statistics();

  void register(Map<String, Action> actions) {
    actions.put("pool ls", run -> list(run, "pool", "pool_list"));
    actions.put("pool show", run -> show(run, "pool", "pool_show"));
    actions.put("user ls", run -> list(run, "user", "user_list"));
    actions.put("user show", run -> show(run, "user", "user_show"));
    actions.put("user map", NodeActions::userMap);
    actions.put("group ls", run -> list(run, "group", "group_list"));
    actions.put("group show", run -> show(run, "group", "group_show"));
    actions.put("id-ranges ls", run -> list(run, "id-range", "id_range_list"));
    actions.put("id-ranges show", run -> show(run, "id-range", "id_range_show"));
    actions.put("receive authorized-keys ls", NodeActions::keys);
    actions.put("receive authorized-keys add", NodeActions::addKey);
    actions.put("receive authorized-keys del", NodeActions::deleteKey);
    actions.put("ping", NodeActions::ping);
    actions.put("history", NodeActions::history);
    actions.put("healthcheck", NodeActions::healthcheck);
  }

  private void list(Invocation run, String kind, String command)
      throws OsctldError, UsageException {
    var listing = new Listing(run, kind);
    if (listing.listedNames()) {
      return;
    }
    var options = new LinkedHashMap<String, @Nullable Object>();
    if (!run.arguments().isEmpty()) {
      options.put("names", run.argumentsFrom(0));
    }
    String pool = run.pool();
    List<String> pools = pool == null ? run.listOption("pool") : List.of(pool.split(",", -1));
    if (pools != null) {
      options.put("pool", pools);
    }
    if (run.on("registered") || run.on("unregistered")) {
      options.put("registered", run.on("registered"));
    }
    var objects = Invocation.objects(run.read(command, options));
    if (kind.equals("group")) {
      objects.forEach(group -> group.putAll(statistics.ofGroup()));
    }
    listing.table(objects);
  }

  private void show(Invocation run, String kind, String command)
      throws OsctldError, UsageException {
    var listing = new Listing(run, kind);
    if (listing.listedNames()) {
      return;
    }
    run.takes("name");
    var object = Invocation.object(run.read(command, run.entity("name", run.argument(0))));
    if (kind.equals("group")) {
      object.putAll(statistics.ofGroup());
    }
    listing.rows(object);
  }

  private static void userMap(Invocation run) throws OsctldError, UsageException {
    var listing = new Listing(run, "map");
    if (listing.listedNames()) {
      return;
    }
    run.takes("name", "?which");
    String which = run.arguments().size() > 1 ? run.argument(1) : "both";
    Map<String, @Nullable Object> options = run.entity("name", run.argument(0));
    options.put("uid", !which.equals("gid"));
    options.put("gid", !which.equals("uid"));
    listing.table(Invocation.objects(run.call("user_idmap_list", options)));
  }

  private static void keys(Invocation run) throws OsctldError, UsageException {
    run.takes();
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put("pool", run.pool());
    var keys = Invocation.objects(run.call("receive_authkey_list", options));
    var listing = new Listing(run, "key");
    if (run.json() || keys.size() > 1) {
      listing.table(keys);
    } else {
      keys.forEach(listing::rows);
    }
  }

  private static void addKey(Invocation run) throws OsctldError, UsageException, IOException {
    run.takes("name");
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("pool", run.pool());
    options.put("name", run.argument(0));
    var reader = new BufferedReader(new InputStreamReader(run.in(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    options.put("public_key", line == null ? "" : line.strip());
    for (String key : List.of("ctid", "from", "passphrase")) {
      options.put(key, run.option(key));
    }
    options.put("single_use", run.on("single-use"));
    run.call("receive_authkey_add", options);
  }

  private static void deleteKey(Invocation run) throws OsctldError, UsageException {
    run.takes("name");
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("pool", run.pool());
    options.put("name", run.argument(0));
    run.call("receive_authkey_delete", options);
  }

  private static void ping(Invocation run) throws UsageException, CommandFailed {
    run.takes("?wait");
    try {
      if (!"pong".equals(run.read("self_ping", new LinkedHashMap<>()))) {
        throw new CommandFailed(3, "unexpected response");
      }
    } catch (OsctldError e) {
      throw new CommandFailed(2, "" + e.getMessage());
    }
    run.terminal().line("pong");
  }

  private static void history(Invocation run) throws OsctldError {
    var options = new LinkedHashMap<String, @Nullable Object>();
    if (!run.arguments().isEmpty()) {
      options.put("pools", run.argumentsFrom(0));
    }
    var events = Invocation.objects(run.read("history_list", options));
    if (run.json()) {
      events.forEach(_ -> run.printJson(events));
      return;
    }
    var columns = new ArrayList<Column>();
    for (String name : List.of("time", "pool", "command")) {
      columns.add(new Column(name, true, false, Column.Kind.PLAIN));
    }
    var format =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    var rows = new ArrayList<List<String>>();
    for (var event : events) {
      long time = event.get("time") instanceof Number number ? number.longValue() : 0;
      Map<String, @Nullable Object> sent = Invocation.object(event.get("opts"));
      Object cli = sent.get("cli");
      rows.add(
          List.of(
              format.format(Instant.ofEpochSecond(time)),
              Humanised.plain(event.get("pool")),
              cli == null ? event.get("cmd") + " " + Humanised.inspect(sent) : cli.toString()));
    }
    Layout.table(run.terminal(), columns, rows, true);
  }

  private static void healthcheck(Invocation run) throws OsctldError {
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put("all", run.on("all"));
    options.put("pools", run.argumentsFrom(0));
    var findings = Invocation.objects(run.call("self_healthcheck", options));
    if (run.json()) {
      run.printJson(findings);
      return;
    }
    if (findings.isEmpty()) {
      run.terminal().line("No errors detected.");
    }
    for (var finding : findings) {
      run.terminal()
          .line(
              finding.get("type")
                  + " "
                  + Humanised.plain(finding.get("pool"))
                  + " "
                  + Humanised.plain(finding.get("id")));
      for (var asset : Invocation.objects(finding.get("assets"))) {
        String errors =
            asset.get("errors") instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : "";
        run.terminal().line("\t" + asset.get("type") + " " + asset.get("path") + ": " + errors);
      }
    }
  }
}
