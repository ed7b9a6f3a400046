package quayside.core.archive.osctl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import quayside.core.archive.tar.TarEntry;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.yaml.LooseYaml;

/** What an export holds, for people; a value that cannot be read is left out. */
final class ExportSummary {
  private final ExportArchive archive;
  private final SequencedMap<String, String> lines = new LinkedHashMap<>();

  ExportSummary(ExportArchive archive) {
    this.archive = archive;
  }

  /** Values by stable names: {@code container}, {@code exported}, {@code user}, …. */
  SequencedMap<String, String> lines() {
    archive.metadata().ifPresent(this::metadata);
    yaml("config/user.yml", user -> put("map", maps(user)));
    yaml("config/container.yml", this::container);
    if (!archive.hooks().isEmpty()) {
      put("hooks", String.join(", ", archive.hooks().keySet()));
    }
    put("data", data());
    return lines;
  }

  private void metadata(ExportMetadata meta) {
    put("container", meta.container().orElse(""));
    meta.exportedAt()
        .ifPresent(seconds ->
            put("exported", Instant.ofEpochSecond(Math.clamp(seconds, 0, 253_402_300_799L)) + ""));
    put("user", meta.user().orElse(""));
    put("group", meta.group().orElse(""));
    put("datasets", String.join(", ", meta.datasets().orElse(List.of())));
  }

  private void container(JsonValue config) throws JsonException {
    put(
        "distribution",
        (config.get("distribution").textOr("") + " " + config.get("version").textOr("")).strip());
    put("arch", config.get("arch").textOr(""));
    put("hostname", config.get("hostname").textOr(""));
    var interfaces = new ArrayList<String>();
    for (JsonValue each : config.get("net_interfaces").list()) {
      var words = new ArrayList<String>(List.of(each.get("name").textOr("?")));
      each.get("link").optionalText().ifPresent(words::add);
      for (JsonValue version : each.get("ip_addresses").entries().values()) {
        for (JsonValue address : version.list()) {
          words.add(address.text());
        }
      }
      interfaces.add(String.join(" ", words));
    }
    put("interfaces", String.join(", ", interfaces));
    var limits = new ArrayList<String>();
    for (JsonValue each : config.get("cgparams").list()) {
      var values = new ArrayList<String>();
      for (JsonValue value : each.get("value").list()) {
        values.add(value.text());
      }
      limits.add(each.get("name").textOr("?") + " " + String.join(" ", values));
    }
    put("limits", String.join(", ", limits));
    put("autostart", config.get("autostart").raw() instanceof Map<?, ?> ? "yes" : "");
  }

  private static String maps(JsonValue user) throws JsonException {
    var maps = new ArrayList<String>();
    for (JsonValue map : user.get("uid_map").list()) {
      maps.add(map.text());
    }
    return String.join(", ", maps);
  }

  /** How many streams of which size, base and increments. */
  private String data() {
    long base = 0;
    long increments = 0;
    int streams = 0;
    for (Member member : archive.members()) {
      TarEntry entry = member.entry();
      switch (member.part()) {
        case Part.Stream stream -> {
          streams++;
          base += stream.incremental() ? 0 : entry.size();
          increments += stream.incremental() ? entry.size() : 0;
        }
        case Part.Files _ -> base += entry.size();
        case Part.Metadata _, Part.Config _, Part.Hook _ -> {}
        case Part.Folder _, Part.Snapshots _, Part.Foreign _ -> {}
      }
    }
    if (streams == 0) {
      return base == 0 ? "" : base + " bytes of files as tar";
    }
    return streams
        + (streams == 1 ? " stream, " : " streams, ")
        + base
        + " bytes"
        + (increments == 0 ? "" : " and " + increments + " of the last moment");
  }

  private interface Reader {
    void read(JsonValue value) throws JsonException;
  }

  private void yaml(String member, Reader reader) {
    if (archive.text(member).isEmpty()) {
      return;
    }
    try {
      reader.read(LooseYaml.read(archive.text(member).get()).value());
    } catch (JsonException e) {
      System.getLogger(ExportSummary.class.getName())
          .log(System.Logger.Level.DEBUG, "{0}: {1}", member, e.getMessage());
    }
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      lines.put(name, value);
    }
  }
}
