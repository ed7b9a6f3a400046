package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** Makes and deletes containers. */
final class Containers {
  private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,100}", Pattern.CASE_INSENSITIVE);

  private final State state;
  private final Events events;
  private final Lifecycle lifecycle;

  Containers(State state, Events events, Lifecycle lifecycle) {
    this.state = state;
    this.events = events;
    this.lifecycle = lifecycle;
  }

  static boolean validId(String id) {
    return ID.matcher(id).matches();
  }

  /** The configuration of a new container (recorded ct_set_unchanged_yml, facts §6.3). */
  static Map<String, @Nullable Object> config(
      String pool, String id, String user, String group, String distribution, String version) {
    var config = new LinkedHashMap<String, @Nullable Object>();
    config.put("user", user);
    config.put("group", group);
    config.put("dataset", pool + "/ct/" + id);
    config.put("distribution", distribution);
    config.put("version", version);
    config.put("arch", "x86_64");
    for (String list : List.of("net_interfaces", "cgparams", "devices")) {
      config.put(list, List.of());
    }
    config.put("prlimits", Map.of("nofile", limits()));
    config.put("mounts", List.of());
    config.put("autostart", null);
    config.put("ephemeral", false);
    config.put("hostname", null);
    config.put("dns_resolvers", null);
    config.put("nesting", false);
    config.put("seccomp_profile", null);
    config.put("cpu_package", "auto");
    for (String nothing : List.of("init_cmd", "start_menu", "impermanence")) {
      config.put(nothing, null);
    }
    config.put("raw", Map.of());
    config.put("attrs", Map.of());
    config.put("hints", Map.of("cpu_daily", Map.of("user_us", 0, "system_us", 0)));
    return config;
  }

  private static Map<String, Object> limits() {
    var limits = new LinkedHashMap<String, Object>();
    limits.put("soft", 1024);
    limits.put("hard", 1_048_576);
    return limits;
  }

  /** Makes a container without files; its user is made where it is missing. */
  Ct create(Options options) throws OsctldError, IOException {
    String pool = state.pool(options.text("pool"));
    String id = options.text("id", "");
    if (!validId(id)) {
      throw new OsctldError("invalid container id");
    }
    refuseTaken(pool, id);
    Map<?, ?> image = options.map("image").isEmpty() ? options.values() : options.map("image");
    String user = options.text("user", id);
    String group = options.text("group", "/default");
    if (!state.groups(pool).contains(group)) {
      throw new OsctldError("group not found");
    }
    state.ensureUser(pool, user);
    Object distribution = image.get("distribution");
    Object version = image.get("version");
    var config =
        config(
            pool,
            id,
            user,
            group,
            distribution == null ? "debian" : distribution.toString(),
            version == null ? "stable" : version.toString());
    Ct ct = new Ct(state.folder(), pool, id, config);
    ct.save();
    state.add(ct);
    registered(ct);
    return ct;
  }

  /** Prepares what a container needs besides its files, and tells of it. */
  void registered(Ct ct) throws IOException {
    Files.writeString(
        state.folder().path("/" + ct.pool() + "/log/ct/" + ct.id() + ".log"),
        "",
        StandardCharsets.UTF_8);
    events.container(ct, "add");
  }

  void refuseTaken(String pool, String id) throws OsctldError {
    if (state.find(id, pool).isPresent()) {
      throw new OsctldError("container " + pool + ":" + id + " already exists");
    }
  }

  /** Deletes a container with its files; its user too, if nobody else needs it. */
  void delete(Ct ct, boolean force, Consumer<Object> progress)
      throws OsctldError, IOException, InterruptedException {
    if (ct.running() && !force) {
      throw new OsctldError("the container is running");
    }
    progress.accept("Stopping container");
    lifecycle.stop(ct, progress);
    progress.accept("Disconnecting console");
    progress.accept("Removing shared mount directory");
    progress.accept("Moving dataset to trash");
    releaseKey(ct);
    boolean saved = ct.saved();
    ct.destroy();
    progress.accept("Removing LXC configuration and script hooks");
    if (!saved) {
      throw new IOException("no configuration file"); // as recorded: a failed import stays listed
    }
    progress.accept("Unregistering container");
    forget(ct);
    progress.accept("Removing cgroups");
    releaseUser(ct, progress);
    progress.accept("Reconfiguring LXC usernet");
  }

  /** A single-use key goes with the staged container that it brought (facts §4.4). */
  private void releaseKey(Ct ct) throws IOException {
    Optional<SendLog> log = SendLog.of(ct, "destination");
    if (log.isPresent()) {
      String name = String.valueOf(log.get().opts().get("key_name"));
      new Keychain(state.folder(), ct.pool()).used(name);
    }
  }

  void forget(Ct ct) throws IOException {
    state.remove(ct);
    Files.deleteIfExists(state.folder().path("/" + ct.pool() + "/log/ct/" + ct.id() + ".log"));
    events.container(ct, "remove");
  }

  void releaseUser(Ct ct, Consumer<Object> progress) throws IOException {
    String user = ct.text("user");
    boolean needed =
        state.containers().stream()
            .anyMatch(c -> c.pool().equals(ct.pool()) && c.text("user").equals(user));
    var content = state.user(ct.pool(), user);
    if (!needed && !content.isEmpty() && !Boolean.TRUE.equals(content.get("standalone"))) {
      progress.accept("Unregistering user " + ct.pool() + ":" + user);
      state.deleteUser(ct.pool(), user);
    }
  }
}
