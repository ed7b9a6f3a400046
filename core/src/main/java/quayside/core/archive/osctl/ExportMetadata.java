package quayside.core.archive.osctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;

/**
 * What {@code metadata.yml} tells.
 *
 * @param type {@code full}, or {@code skel} without data
 * @param format {@code zfs} or {@code tar}; archives before February 2018 do not say it
 * @param user name of the container's user; images have none
 * @param group name of its group, begins with a slash; images have none
 * @param container the container's id; images have none
 * @param datasets below the root one, relative, parents first; archives of January 2018 do not say
 *     them
 * @param exportedAt Unix seconds
 */
public record ExportMetadata(
    String type,
    Optional<String> format,
    Optional<String> user,
    Optional<String> group,
    Optional<String> container,
    Optional<List<String>> datasets,
    OptionalLong exportedAt) {

  public static final String FULL = "full";
  public static final String SKEL = "skel";
  public static final String ZFS = "zfs";
  public static final String TAR = "tar";

  /** Reads it. */
  static ExportMetadata of(JsonValue yaml) throws JsonException {
    yaml.entries();
    Optional<List<String>> datasets = Optional.empty();
    if (!yaml.get("datasets").isNull()) {
      var names = new ArrayList<String>();
      for (JsonValue name : yaml.get("datasets").list()) {
        names.add(name.text());
      }
      datasets = Optional.of(List.copyOf(names));
    }
    return new ExportMetadata(
        yaml.get("type").text(),
        yaml.get("format").optionalText(),
        yaml.get("user").optionalText(),
        yaml.get("group").optionalText(),
        yaml.get("container").optionalText(),
        datasets,
        yaml.get("exported_at").optionalNumber());
  }

  /** As osctld writes it, byte for byte. */
  public String yaml() {
    var yaml = new StringBuilder("---\n");
    line(yaml, "type", Optional.of(type));
    line(yaml, "format", format);
    line(yaml, "user", user);
    line(yaml, "group", group);
    line(yaml, "container", container);
    List<String> names = datasets.orElse(List.of());
    yaml.append("datasets:").append(names.isEmpty() ? " []\n" : "\n");
    names.forEach(name -> yaml.append("- ").append(PsychText.of(name)).append('\n'));
    exportedAt.ifPresent(seconds -> yaml.append("exported_at: ").append(seconds).append('\n'));
    return yaml.toString();
  }

  private static void line(StringBuilder yaml, String key, Optional<String> value) {
    yaml.append(key).append(':');
    value.ifPresent(text -> yaml.append(' ').append(PsychText.of(text)));
    yaml.append('\n');
  }
}
