package quayside.core.embedded.osctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** {@code osctl ct …}: lists, life cycle and creation (facts of osctl 24.05.0's help texts). */
final class ContainerActions {
  private final Statistics statistics = new Statistics();

  void register(Map<String, Action> actions) {
    actions.put("ct ls", this::list);
    actions.put("ct show", this::show);
    actions.put("ct start", ContainerActions::start);
    actions.put("ct stop", ContainerActions::stop);
    actions.put("ct restart", ContainerActions::restart);
    actions.put("ct freeze", run -> simple(run, "ct_freeze"));
    actions.put("ct unfreeze", run -> simple(run, "ct_unfreeze"));
    actions.put("ct mount", run -> simple(run, "ct_mount"));
    actions.put("ct del", ContainerActions::delete);
    actions.put("ct new", ContainerActions::create);
    actions.put("ct export", ContainerActions::export);
    actions.put("ct import", ContainerActions::importFile);
    actions.put("ct log path", run -> run.terminal().line(logPath(run)));
    actions.put("ct log cat", ContainerActions::logCat);
  }

  private void list(Invocation run) throws OsctldError, UsageException {
    var listing = new Listing(run, "ct");
    if (listing.listedNames()) {
      return;
    }
    var options = new LinkedHashMap<String, @Nullable Object>();
    if (!run.arguments().isEmpty()) {
      options.put("ids", run.argumentsFrom(0));
    }
    String pool = run.pool();
    putUnlessNull(
        options, "pool", pool == null ? run.listOption("pool") : List.of(pool.split(",", -1)));
    for (String filter : List.of("user", "group", "distribution", "version", "state")) {
      putUnlessNull(options, filter, run.listOption(filter));
    }
    if (run.on("ephemeral") || run.on("persistent")) {
      options.put("ephemeral", run.on("ephemeral"));
    }
    options.put("read_hostname", listing.shows("hostname_readout"));
    List<Map<String, @Nullable Object>> containers =
        Invocation.objects(run.read("ct_list", options));
    containers.forEach(container -> addStatistics(container, listing));
    listing.table(containers);
  }

  private void show(Invocation run) throws OsctldError, UsageException {
    var listing = new Listing(run, "ct");
    if (listing.listedNames()) {
      return;
    }
    run.takes("id");
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("read_hostname", listing.shows("hostname_readout"));
    Map<String, @Nullable Object> container = Invocation.object(run.read("ct_show", options));
    addStatistics(container, listing);
    listing.rows(container);
  }

  private void addStatistics(Map<String, @Nullable Object> container, Listing listing) {
    Map<String, @Nullable Object> values = statistics.of(container);
    for (Column column : listing.columns()) {
      if (Statistics.NAMES.contains(column.name())) {
        container.put(column.name(), values.get(column.name()));
      }
    }
    container.put("loadavg", values.get("loadavg"));
  }

  private static void start(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id");
    needsTerminal(run, "foreground", "attach");
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("wait", waiting(run));
    options.put("queue", run.on("queue"));
    options.put("priority", run.number("priority"));
    options.put("debug", run.on("debug"));
    run.call("ct_start", options);
  }

  private static void stop(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id");
    needsTerminal(run, "foreground");
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("timeout", run.number("timeout"));
    options.put("method", stopMethod(run));
    options.put("message", run.option("message"));
    run.call("ct_stop", options);
  }

  private static void restart(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id");
    needsTerminal(run, "foreground", "attach");
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("wait", waiting(run));
    options.put("reboot", run.on("reboot"));
    options.put("stop_timeout", run.number("timeout"));
    options.put("stop_method", stopMethod(run));
    options.put("message", run.option("message"));
    run.call("ct_restart", options);
  }

  private static void simple(Invocation run, String command) throws OsctldError, UsageException {
    run.takes("id");
    run.call(command, run.entity("id", run.argument(0)));
  }

  private static void delete(Invocation run) throws OsctldError, UsageException {
    run.takes("id");
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("force", run.on("force"));
    run.call("ct_delete", options);
  }

  private static void create(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("id");
    if (run.option("distribution") == null) {
      throw new CommandFailed(1, "provide --distribution");
    }
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    for (String key : List.of("pool", "user", "group", "dataset", "repository")) {
      putUnlessNull(options, key, run.option(key));
    }
    if (run.on("skip-image")) {
      for (String key : List.of("distribution", "version", "arch", "vendor", "variant")) {
        putUnlessNull(options, key, run.option(key));
      }
      run.call("ct_create_empty", options);
      return;
    }
    var image = new LinkedHashMap<String, @Nullable Object>();
    for (String key : List.of("distribution", "version", "arch", "vendor", "variant")) {
      putUnlessNull(image, key, run.option(key));
    }
    options.put("image", image);
    run.call("ct_create", options);
  }

  private static void export(Invocation run) throws OsctldError, UsageException {
    run.takes("id", "file");
    String compression = run.option("compression");
    if (compression == null || !List.of("auto", "off", "gzip").contains(compression)) {
      throw new UsageException(run.verb(), "invalid argument: --compression " + compression);
    }
    Map<String, @Nullable Object> options = run.entity("id", run.argument(0));
    options.put("file", absolute(run.argument(1)));
    options.put("consistent", run.on("consistent"));
    options.put("compression", compression);
    run.call("ct_export", options);
  }

  private static void importFile(Invocation run) throws OsctldError, UsageException, CommandFailed {
    run.takes("file");
    String file = absolute(run.argument(0));
    if (run.file(file).filter(Files::exists).isEmpty()) {
      throw new CommandFailed(1, file + ": not found");
    }
    var options = new LinkedHashMap<String, @Nullable Object>();
    putUnlessNull(options, "pool", run.pool());
    options.put("file", file);
    for (String key : List.of("as-id", "as-user", "as-group", "dataset", "missing-devices")) {
      putUnlessNull(options, key.replace('-', '_'), run.option(key));
    }
    run.call("ct_import", options);
  }

  /** Relative paths begin at the home of root. */
  private static String absolute(String path) {
    return path.startsWith("/") ? path : "/root/" + path;
  }

  private static String logPath(Invocation run) throws OsctldError, UsageException {
    run.takes("id");
    return String.valueOf(
        Invocation.object(run.read("ct_show", run.entity("id", run.argument(0)))).get("log_file"));
  }

  private static void logCat(Invocation run)
      throws OsctldError, UsageException, CommandFailed, IOException {
    String path = logPath(run);
    Optional<Path> file = run.file(path).filter(Files::exists);
    if (file.isEmpty()) {
      throw new CommandFailed(1, "No such file or directory @ rb_sysopen - " + path);
    }
    run.terminal().text(Files.readString(file.get(), StandardCharsets.UTF_8));
  }

  private static Object waiting(Invocation run) throws UsageException {
    String wait = run.option("wait");
    if (wait != null && wait.equals("infinity")) {
      return wait;
    }
    Long seconds = run.number("wait");
    return seconds == null ? 120L : seconds;
  }

  private static String stopMethod(Invocation run) {
    if (run.on("kill")) {
      return "kill";
    }
    return run.on("dont-kill") ? "shutdown_or_fail" : "shutdown_or_kill";
  }

  private static void needsTerminal(Invocation run, String... switches) throws CommandFailed {
    for (String name : switches) {
      if (run.on(name)) {
        throw new CommandFailed(1, "an embedded node has no console, leave out --" + name);
      }
    }
  }

  private static void putUnlessNull(
      Map<String, @Nullable Object> options, String key, @Nullable Object value) {
    if (value != null) {
      options.put(key, value);
    }
  }
}
