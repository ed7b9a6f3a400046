package quayside.core.archive.backup;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.IdMap;
import quayside.core.model.Platform;
import quayside.core.yaml.LooseYaml;

/**
 * What {@code backup/index.yaml} says, the first member of each backup (LXD and Incus, backup
 * package, {@code Info}, version 1).
 *
 * @param name of the instance
 * @param driver of the pool that it was in, {@code dir}, {@code btrfs}, {@code zfs}, …
 * @param pool that it was in
 * @param snapshots their names, oldest first
 * @param optimized whether its data is in the driver's own format
 * @param machine whether it is a virtual machine
 * @param instance its settings; empty in old backups, which have them elsewhere
 * @param origin which kind of server wrote it, as far as can be told
 */
public record BackupIndex(
    String name,
    String driver,
    String pool,
    List<String> snapshots,
    boolean optimized,
    boolean machine,
    Optional<Settings> instance,
    Platform origin) {
  /**
   * An instance's settings.
   *
   * @param devices its own, without those of profiles
   */
  public record Settings(
      String architecture,
      String project,
      List<String> profiles,
      Map<String, String> config,
      Map<String, Map<String, String>> devices,
      Map<String, Map<String, String>> expandedDevices,
      Optional<Instant> created) {
    /** How its files' owners were mapped on the disk, as JSON (REST API, instance options). */
    private static final String MAP = "volatile.last_state.idmap";

    /** How the users of its files were mapped on the disk; empty: not at all. */
    public List<IdMap> users() throws JsonException {
      return maps("Isuid");
    }

    /** The same of groups. */
    public List<IdMap> groups() throws JsonException {
      return maps("Isgid");
    }

    private List<IdMap> maps(String kind) throws JsonException {
      String text = config.getOrDefault(MAP, "");
      if (text.isEmpty()) {
        return List.of();
      }
      var maps = new ArrayList<IdMap>();
      for (JsonValue map : Json.parse(text).list()) {
        if (map.get(kind).isTrue()) {
          maps.add(
              new IdMap(
                  map.get("Nsid").number(),
                  map.get("Hostid").number(),
                  map.get("Maprange").number()));
        }
      }
      return maps;
    }
  }

  /** Reads the text; throws also where it lacks the name. */
  static BackupIndex read(String text) throws JsonException {
    JsonValue index = LooseYaml.read(text).value();
    JsonValue config = index.get("config");
    JsonValue instance = config.get("container");
    Optional<Settings> settings =
        instance.isNull() ? Optional.empty() : Optional.of(settings(instance));
    return new BackupIndex(
        index.get("name").text(),
        index.get("backend").textOr(""),
        index.get("pool").textOr(""),
        texts(index.get("snapshots")),
        index.get("optimized").isTrue(),
        index.get("type").textOr("container").equals("virtual-machine"),
        settings,
        origin(config));
  }

  private static Settings settings(JsonValue instance) throws JsonException {
    return new Settings(
        instance.get("architecture").textOr(""),
        instance.get("project").textOr("default"),
        texts(instance.get("profiles")),
        map(instance.get("config")),
        devices(instance.get("devices")),
        devices(instance.get("expanded_devices")),
        instant(instance.get("created_at").textOr("")));
  }

  /** Incus says the project of each profile, and LXD the folder in which its pools are. */
  private static Platform origin(JsonValue config) throws JsonException {
    for (JsonValue profile : config.get("profiles").list()) {
      if (profile.get("project").optionalText().isPresent()) {
        return Platform.INCUS;
      }
    }
    return config.get("pool").get("config").get("source").textOr("").startsWith("/var/lib/incus/")
        ? Platform.INCUS
        : Platform.LXD;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text)).filter(at -> at.getEpochSecond() > 0);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static List<String> texts(JsonValue list) throws JsonException {
    var texts = new ArrayList<String>();
    for (JsonValue each : list.list()) {
      texts.add(each.text());
    }
    return List.copyOf(texts);
  }

  private static Map<String, String> map(JsonValue object) throws JsonException {
    var map = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonValue> entry : object.entries().entrySet()) {
      map.put(entry.getKey(), String.valueOf(entry.getValue().raw()));
    }
    return map;
  }

  private static Map<String, Map<String, String>> devices(JsonValue object) throws JsonException {
    var devices = new LinkedHashMap<String, Map<String, String>>();
    for (Map.Entry<String, JsonValue> entry : object.entries().entrySet()) {
      devices.put(entry.getKey(), map(entry.getValue()));
    }
    return devices;
  }
}
