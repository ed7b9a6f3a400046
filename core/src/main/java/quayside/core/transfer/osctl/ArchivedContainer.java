package quayside.core.transfer.osctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.archive.osctl.ExportMetadata;
import quayside.core.archive.osctl.Member;
import quayside.core.archive.osctl.Part;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.IdMap;
import quayside.core.model.NodeFacts;
import quayside.core.yaml.LooseYaml;

/**
 * What the configurations in an export say that matters to a node.
 *
 * @param id of the container; images have none
 * @param user its owner with its maps; images have none
 * @param group its group; images have none
 * @param devices that it has by itself, as {@code char 10:229}
 * @param links that its interfaces are linked to
 * @param addresses of its interfaces, with prefix
 * @param arch its architecture; empty if not told
 * @param bytes that its streams bring, about
 */
record ArchivedContainer(
    Optional<String> id,
    Optional<NodeFacts.User> user,
    Optional<String> group,
    List<String> devices,
    List<String> links,
    List<String> addresses,
    String arch,
    long bytes) {
  /** What gzip makes of a root file system, about. */
  private static final double PACKED = 2.5;

  private static final Pattern MAP = Pattern.compile("(\\d{1,10}):(\\d{1,10}):(\\d{1,10})");

  static ArchivedContainer of(ExportArchive archive) throws JsonException {
    Optional<ExportMetadata> meta = archive.metadata();
    JsonValue config = yaml(archive, "config/container.yml");
    JsonValue owner = yaml(archive, "config/user.yml");
    var user = meta.flatMap(ExportMetadata::user);
    var maps =
        user.isPresent()
            ? Optional.of(
                new NodeFacts.User("", user.get(), maps(owner, "uid_map"), maps(owner, "gid_map")))
            : Optional.<NodeFacts.User>empty();
    var links = new ArrayList<String>();
    var addresses = new ArrayList<String>();
    for (JsonValue netif : config.get("net_interfaces").list()) {
      netif.get("link").optionalText().ifPresent(links::add);
      for (JsonValue version : netif.get("ip_addresses").entries().values()) {
        for (JsonValue address : version.list()) {
          addresses.add(address.text());
        }
      }
    }
    var devices = new ArrayList<String>();
    for (JsonValue device : config.get("devices").list()) {
      devices.add(deviceName(device));
    }
    return new ArchivedContainer(
        meta.flatMap(ExportMetadata::container),
        maps,
        meta.flatMap(ExportMetadata::group),
        devices,
        links,
        addresses,
        config.get("arch").textOr(""),
        archive.members().stream().mapToLong(ArchivedContainer::bytes).sum());
  }

  /** As the driver names devices. */
  static String deviceName(JsonValue device) throws JsonException {
    return device.get("type").textOr("")
        + " "
        + device.get("major").textOr("")
        + ":"
        + device.get("minor").textOr("");
  }

  private static long bytes(Member member) {
    return switch (member.part()) {
      case Part.Stream stream -> (long) (member.entry().size() * (stream.gzip() ? PACKED : 1));
      case Part.Files _ -> (long) (member.entry().size() * PACKED);
      case Part.Metadata _, Part.Config _, Part.Hook _ -> 0;
      case Part.Folder _, Part.Snapshots _, Part.Foreign _ -> 0;
    };
  }

  private static JsonValue yaml(ExportArchive archive, String name) throws JsonException {
    return LooseYaml.read(archive.text(name).orElse("")).value();
  }

  private static List<IdMap> maps(JsonValue owner, String key) throws JsonException {
    var maps = new ArrayList<IdMap>();
    for (JsonValue each : owner.get(key).list()) {
      Matcher map = MAP.matcher(each.text());
      if (!map.matches()) {
        throw new JsonException("the id map “" + each.text() + "” is none");
      }
      maps.add(
          new IdMap(
              Long.parseLong(map.group(1)),
              Long.parseLong(map.group(2)),
              Long.parseLong(map.group(3))));
    }
    return List.copyOf(maps);
  }
}
