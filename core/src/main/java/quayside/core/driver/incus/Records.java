package quayside.core.driver.incus;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.Image;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceSnapshot;
import quayside.core.model.KnownSettings;
import quayside.core.model.Profile;
import quayside.core.model.ServerInfo;
import quayside.core.model.ServerOperation;

/** The records of the REST API as our own. */
final class Records {
  /** What servers write where there is no time: the year 1 or 1970. */
  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** An instance among those that use something. */
  private static final Pattern USER =
      Pattern.compile("/1\\.0/instances/(?<name>[^/?]+)(?:[?]project=(?<project>[^&]+))?");

  private Records() {}

  static ServerInfo info(JsonValue server, Dialect dialect) throws JsonException {
    JsonValue environment = server.get("environment");
    String fingerprint = environment.get("certificate_fingerprint").textOr("");
    return new ServerInfo(
        dialect.platform(),
        environment.get("server_version").text(),
        environment.get("server_name").textOr(""),
        environment.get("kernel_architecture").textOr(""),
        environment.get("kernel_version").textOr(""),
        extensions(server),
        texts(environment.get("addresses")),
        environment.get("certificate").textOr(""),
        HEX.matcher(fingerprint).matches() ? fingerprint : "",
        environment.get("server_clustered").isTrue());
  }

  static Set<String> extensions(JsonValue server) throws JsonException {
    return Set.copyOf(texts(server.get("api_extensions")));
  }

  /** An instance out of {@code recursion=2}, with its state. */
  static Container container(String node, JsonValue record) throws JsonException {
    var state = States.read(record.get("state"));
    JsonValue config = record.get("expanded_config");
    String name = record.get("name").text();
    String pool = Instance.pool(devices(record.get("expanded_devices"))).orElse("");
    Long disk = state.disks().get("root");
    return new Container(
        new ContainerRef(node, project(record), name),
        States.named(record.get("status").textOr("")),
        "",
        "",
        pool,
        config.get("image.os").textOr("").toLowerCase(Locale.ROOT),
        config.get("image.release").textOr(config.get("image.version").textOr("")),
        Optional.of(name),
        state.pid(),
        state.memory(),
        micros(state.cpuNanos()),
        disk == null ? OptionalLong.empty() : OptionalLong.of(disk),
        state.addresses(),
        record.plain());
  }

  private static String project(JsonValue record) throws JsonException {
    return record.get("project").textOr("default");
  }

  private static OptionalLong micros(OptionalLong nanos) {
    return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() / 1000) : nanos;
  }

  static Instance instance(JsonValue record, Optional<String> etag) throws JsonException {
    return new Instance(
        project(record),
        record.get("name").text(),
        record.get("type").textOr("container"),
        States.named(record.get("status").textOr("")),
        record.get("stateful").isTrue(),
        settings(record),
        words(record.get("expanded_config")),
        devices(record.get("expanded_devices")),
        time(record.get("created_at")),
        time(record.get("last_used_at")),
        record.get("location").textOr(""),
        etag);
  }

  private static InstanceSettings settings(JsonValue record) throws JsonException {
    return new InstanceSettings(
        record.get("architecture").textOr(""),
        record.get("description").textOr(""),
        record.get("ephemeral").isTrue(),
        texts(record.get("profiles")),
        words(record.get("config")),
        devices(record.get("devices")));
  }

  /** What can be written, by the API's names. */
  static Map<String, Object> body(InstanceSettings settings) {
    var body = new LinkedHashMap<String, Object>();
    if (!settings.architecture().isEmpty()) {
      body.put("architecture", settings.architecture());
    }
    body.put("description", settings.description());
    body.put("ephemeral", settings.ephemeral());
    body.put("profiles", settings.profiles());
    body.put("config", settings.config());
    body.put("devices", settings.devices());
    return body;
  }

  static InstanceSnapshot snapshot(JsonValue record) throws JsonException {
    String name = record.get("name").text();
    return new InstanceSnapshot(
        name.substring(name.indexOf('/') + 1), // older servers write INSTANCE/SNAPSHOT
        time(record.get("created_at")),
        time(record.get("expires_at")),
        record.get("stateful").isTrue(),
        positive(record.get("size")),
        settings(record));
  }

  static ServerOperation operation(JsonValue record) throws JsonException {
    var resources = new LinkedHashSet<String>();
    for (JsonValue kind : record.get("resources").entries().values()) {
      resources.addAll(texts(kind));
    }
    return new ServerOperation(
        record.get("id").text(),
        record.get("description").textOr(""),
        record.get("status_code").number(),
        record.get("status").textOr(""),
        List.copyOf(resources),
        record.get("metadata").plain(),
        record.get("may_cancel").isTrue(),
        Refusals.hushed(record.get("err").textOr("")),
        time(record.get("created_at")),
        time(record.get("updated_at")));
  }

  static Profile profile(JsonValue record, Optional<String> etag) throws JsonException {
    var instances = new ArrayList<String>();
    for (String user : texts(record.get("used_by"))) {
      Matcher instance = USER.matcher(user);
      if (instance.matches()) {
        String project = instance.group("project");
        instances.add((project == null ? "default" : project) + ":" + instance.group("name"));
      }
    }
    return new Profile(
        record.get("name").text(),
        record.get("description").textOr(""),
        words(record.get("config")),
        devices(record.get("devices")),
        List.copyOf(instances),
        etag);
  }

  static Image image(JsonValue record) throws JsonException {
    var aliases = new ArrayList<String>();
    for (JsonValue alias : record.get("aliases").list()) {
      aliases.add(alias.get("name").text());
    }
    return new Image(
        record.get("fingerprint").text(),
        List.copyOf(aliases),
        record.get("properties").get("description").textOr(""),
        record.get("architecture").textOr(""),
        record.get("size").optionalNumber().orElse(0),
        record.get("public").isTrue());
  }

  /**
   * What can be set of containers, out of a server's description of all settings: {@code configs},
   * by what they are of, by group, each group a list of keys that are described.
   */
  static KnownSettings known(JsonValue described) throws JsonException {
    var keys = new HashSet<String>();
    for (JsonValue group : described.get("configs").get("instance").entries().values()) {
      for (JsonValue key : group.get("keys").list()) {
        for (var each : key.entries().entrySet()) {
          if (!each.getValue().get("condition").textOr("").equals("virtual machine")) {
            keys.add(each.getKey());
          }
        }
      }
    }
    return new KnownSettings(keys);
  }

  /** A time; absent where the server writes none or one before there were such servers. */
  private static Optional<Instant> time(JsonValue value) throws JsonException {
    String text = value.textOr("");
    try {
      return Optional.of(text)
          .filter(written -> !written.isEmpty())
          .map(Instant::parse)
          .filter(instant -> instant.isAfter(EARLIEST));
    } catch (DateTimeParseException _) {
      throw new JsonException("expected a time, found “" + text + "”");
    }
  }

  /** A number above zero; servers write 0 or -1 for what they do not know. */
  static OptionalLong positive(JsonValue value) throws JsonException {
    OptionalLong number = value.optionalNumber();
    return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
  }

  static List<String> texts(JsonValue list) throws JsonException {
    var texts = new ArrayList<String>();
    for (JsonValue each : list.list()) {
      texts.add(each.text());
    }
    return List.copyOf(texts);
  }

  static Map<String, String> words(JsonValue map) throws JsonException {
    var words = new LinkedHashMap<String, String>();
    for (var entry : map.entries().entrySet()) {
      words.put(entry.getKey(), entry.getValue().textOr(""));
    }
    return words;
  }

  private static Map<String, Map<String, String>> devices(JsonValue map) throws JsonException {
    var devices = new LinkedHashMap<String, Map<String, String>>();
    for (var entry : map.entries().entrySet()) {
      devices.put(entry.getKey(), words(entry.getValue()));
    }
    return devices;
  }
}
