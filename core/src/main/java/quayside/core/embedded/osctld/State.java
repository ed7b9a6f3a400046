package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** Pools, users, groups and containers of one node, as its folder has them. */
final class State {
  /** Size of a block of ids (facts: default id range). */
  private static final int BLOCK = 65536;

  private static final String DISABLED_FILE = "/run/disabled-pools.yml";

  private final NodeFolder folder;
  private final String name;
  private final long firstId;
  private final List<String> pools = new ArrayList<>();
  private final Set<String> disabled = ConcurrentHashMap.newKeySet();
  private final Map<String, Ct> containers = new ConcurrentHashMap<>();

  private volatile long room = Long.MAX_VALUE;

  State(NodeFolder folder, String name, List<String> pools, long firstId) throws IOException {
    this.folder = folder;
    this.name = name;
    this.firstId = firstId;
    if (folder.read(DISABLED_FILE).get("disabled") instanceof List<?> off) {
      off.forEach(pool -> disabled.add(String.valueOf(pool)));
    }
    for (String pool : pools) {
      this.pools.add(pool);
      for (String part : List.of("ct", "conf/ct", "conf/user", "conf/send-receive", "log/ct")) {
        Files.createDirectories(folder.path("/" + pool + "/" + part));
      }
      if (folder.read("/" + pool + "/conf/group/config.yml").isEmpty()) {
        Map<String, @Nullable Object> root = emptyGroup();
        root.put("path", "osctl/pool." + pool);
        root.put("devices", Devices.standard());
        folder.write("/" + pool + "/conf/group/config.yml", root);
        folder.write("/" + pool + "/conf/group/default/config.yml", emptyGroup());
      }
      for (String id : names("/" + pool + "/conf/ct")) {
        var config = folder.read("/" + pool + "/conf/ct/" + id + ".yml");
        add(new Ct(folder, pool, id, config));
      }
    }
  }

  static Map<String, @Nullable Object> emptyGroup() {
    var group = new LinkedHashMap<String, @Nullable Object>();
    group.put("cgparams", List.of());
    group.put("devices", List.of());
    group.put("attrs", Map.of());
    return group;
  }

  NodeFolder folder() {
    return folder;
  }

  String name() {
    return name;
  }

  List<String> pools() {
    return List.copyOf(pools);
  }

  boolean active(String pool) {
    return !disabled.contains(pool);
  }

  /** Disables or enables a pool; remembered when the node is started anew. */
  void disable(String pool, boolean off) throws IOException {
    boolean _ = off ? disabled.add(pool) : disabled.remove(pool);
    folder.write(DISABLED_FILE, Map.of("disabled", List.copyOf(new TreeSet<>(disabled))));
  }

  /** Bytes that all pools have left at most. */
  long room() {
    return room;
  }

  void room(long bytes) {
    room = bytes;
  }

  /** The pool asked for, or the first one. */
  String pool(@Nullable String asked) throws OsctldError {
    String pool = asked == null ? pools.getFirst() : asked;
    if (!pools.contains(pool)) {
      throw new OsctldError("pool not found");
    }
    return pool;
  }

  List<Ct> containers() {
    var all = new ArrayList<Ct>();
    for (String pool : pools) {
      new TreeMap<>(containers)
          .values().stream().filter(c -> c.pool().equals(pool)).forEach(all::add);
    }
    return all;
  }

  /** A container by {@code id} or {@code pool:id}; a pool inside of the id beats the option. */
  Ct container(Options options) throws OsctldError {
    return find(options.text("id", ""), options.text("pool"))
        .orElseThrow(() -> new OsctldError("container not found"));
  }

  Optional<Ct> find(String id, @Nullable String pool) {
    int colon = id.indexOf(':');
    @Nullable String inPool = colon >= 0 ? id.substring(0, colon) : pool;
    String bare = id.substring(colon + 1);
    return pools.stream()
        .filter(p -> inPool == null || p.equals(inPool))
        .map(p -> containers.get(p + ":" + bare))
        .filter(Objects::nonNull)
        .findFirst();
  }

  void add(Ct ct) {
    containers.put(ct.key(), ct);
  }

  void remove(Ct ct) {
    containers.remove(ct.key(), ct);
  }

  /** Names of the YAML files in a folder. */
  List<String> names(String nodeFolder) throws IOException {
    try (var files = Files.list(folder.path(nodeFolder))) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(f -> f.endsWith(".yml"))
          .map(f -> f.substring(0, f.length() - ".yml".length()))
          .sorted()
          .toList();
    }
  }

  List<String> users(String pool) throws IOException {
    return names("/" + pool + "/conf/user");
  }

  Map<String, @Nullable Object> user(String pool, String user) throws IOException {
    return folder.read("/" + pool + "/conf/user/" + user + ".yml");
  }

  void saveUser(String pool, String user, Map<String, @Nullable Object> content)
      throws IOException {
    folder.write("/" + pool + "/conf/user/" + user + ".yml", content);
  }

  /** A user of its own block of ids, made if it is not there. */
  void ensureUser(String pool, String user) throws IOException {
    if (user(pool, user).isEmpty()) {
      long first = firstId;
      for (String other : users(pool)) {
        for (long[] range : IdMaps.of(user(pool, other).get("uid_map"))) {
          first = Math.max(first, range[1] >= firstId ? range[1] + BLOCK : first);
        }
      }
      String map = "0:" + first + ":" + BLOCK;
      var content = new LinkedHashMap<String, @Nullable Object>();
      content.put("uid_map", List.of(map));
      content.put("gid_map", List.of(map));
      content.put("standalone", false);
      content.put("attrs", Map.of());
      saveUser(pool, user, content);
    }
  }

  void deleteUser(String pool, String user) throws IOException {
    Files.deleteIfExists(folder.path("/" + pool + "/conf/user/" + user + ".yml"));
  }

  /** Names of groups, the root group first. */
  List<String> groups(String pool) throws IOException {
    var groups = new ArrayList<String>();
    Path root = folder.path("/" + pool + "/conf/group");
    try (var files = Files.walk(root)) {
      files
          .filter(f -> f.endsWith("config.yml"))
          .map(f -> "/" + root.relativize(Objects.requireNonNull(f.getParent())))
          .sorted()
          .forEach(groups::add);
    }
    return groups;
  }

  Map<String, @Nullable Object> group(String pool, String group) throws IOException {
    return folder.read(groupFile(pool, group));
  }

  void saveGroup(String pool, String group, Map<String, @Nullable Object> content)
      throws IOException {
    folder.write(groupFile(pool, group), content);
  }

  private static String groupFile(String pool, String group) {
    return "/" + pool + "/conf/group" + (group.equals("/") ? "" : group) + "/config.yml";
  }
}
