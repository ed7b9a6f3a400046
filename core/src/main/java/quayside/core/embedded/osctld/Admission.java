package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.yaml.Yaml;

/** What a container from elsewhere needs here: its user, its group and its devices (facts §4.5). */
final class Admission {
  /** A group becomes a folder of the configuration: its name must not lead out of there. */
  private static final Pattern GROUP =
      Pattern.compile("/|(/[a-z0-9_-]{1,100})+", Pattern.CASE_INSENSITIVE);

  private final State state;

  Admission(State state) {
    this.state = state;
  }

  static String datasetName(String name) throws IOException {
    if (!name.matches("[A-Za-z0-9_.:-]+(/[A-Za-z0-9_.:-]+)*") || name.contains("..")) {
      throw new IOException("not a dataset: " + name);
    }
    return name;
  }

  /** A document that must be a map. */
  static Map<String, @Nullable Object> map(@Nullable String text, String name) throws IOException {
    var map = new LinkedHashMap<String, @Nullable Object>();
    if (text == null || !(Yaml.parse(text).raw() instanceof Map<?, ?> content)) {
      throw new IOException("the archive lacks " + name);
    }
    content.forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }

  /** Makes the user, or takes the one that is there if its maps are the same. */
  void user(String pool, String user, Map<String, @Nullable Object> content) throws IOException {
    if (!Containers.validId(user)) {
      throw new IOException("invalid user name: " + user);
    }
    var held = state.user(pool, user);
    if (held.isEmpty()) {
      state.saveUser(pool, user, content);
    } else if (!String.valueOf(held.get("uid_map")).equals(String.valueOf(content.get("uid_map")))
        || !String.valueOf(held.get("gid_map")).equals(String.valueOf(content.get("gid_map")))) {
      throw new IOException("the user's map is another one here: " + user);
    }
  }

  /** Makes the group, empty, if it is not there. */
  void group(String pool, String group) throws IOException {
    if (!GROUP.matcher(group).matches()) {
      throw new IOException("invalid group name: " + group);
    }
    if (!state.groups(pool).contains(group)) {
      state.saveGroup(pool, group, State.emptyGroup());
    }
  }

  /** Installs a script, {@code NAME} or {@code NAME.d/NAME}. */
  void hook(Ct ct, String name, byte[] script) throws IOException {
    if (!name.matches("[a-z0-9-]+(\\.d/[A-Za-z0-9_-]+)?")) {
      throw new IOException("not a hook: " + name);
    }
    Path file = state.folder().path("/" + ct.pool() + "/hook/ct/" + ct.id() + "/" + name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Refuses a container whose devices its group does not have. */
  void devices(String pool, String group, Map<String, @Nullable Object> config)
      throws OsctldError, IOException {
    Optional<Map<String, @Nullable Object>> missing =
        missing(pool, group, config).stream().findFirst();
    if (missing.isPresent()) {
      Map<String, @Nullable Object> device = missing.get();
      throw new OsctldError(
          "device '"
              + device.get("type")
              + " "
              + device.get("major")
              + ":"
              + device.get("minor")
              + "' not available in group '"
              + pool
              + ":"
              + group
              + "'");
    }
  }

  /** Lets the group have what it misses. */
  void provide(String pool, String group, Map<String, @Nullable Object> config) throws IOException {
    List<Map<String, @Nullable Object>> missing = missing(pool, group, config);
    var content = new LinkedHashMap<String, @Nullable Object>(state.group(pool, group));
    var devices = new ArrayList<Object>(Devices.own(content.get("devices")));
    for (Map<String, @Nullable Object> device : missing) {
      var one = new LinkedHashMap<String, @Nullable Object>(device);
      one.put("inherit", false);
      devices.add(one);
    }
    content.put("devices", devices);
    state.saveGroup(pool, group, content);
  }

  /** Lets the container go without what its group does not have. */
  void remove(String pool, String group, Map<String, @Nullable Object> config) throws IOException {
    var rest = Devices.own(config.get("devices"));
    rest.removeAll(missing(pool, group, config));
    config.put("devices", rest);
  }

  private List<Map<String, @Nullable Object>> missing(
      String pool, String group, Map<String, @Nullable Object> config) throws IOException {
    var known = Devices.own(state.group(pool, "/").get("devices"));
    known.addAll(Devices.own(state.group(pool, group).get("devices")));
    var missing = new ArrayList<Map<String, @Nullable Object>>();
    for (var device : Devices.own(config.get("devices"))) {
      if (known.stream().noneMatch(k -> same(k, device))) {
        missing.add(device);
      }
    }
    return missing;
  }

  private static boolean same(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    return List.of("type", "major", "minor").stream()
        .allMatch(key -> String.valueOf(one.get(key)).equals(String.valueOf(other.get(key))));
  }
}
