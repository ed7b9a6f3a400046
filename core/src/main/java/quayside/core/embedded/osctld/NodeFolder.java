package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.store.Disk;
import quayside.core.yaml.Yaml;

/**
 * Where an embedded node keeps its things: {@code root} holds what is {@code /} on the node, {@code
 * zfs} what a pool would know besides the files.
 */
public record NodeFolder(Path folder) {

  /** The place of a path of the node; never outside of {@code root}. */
  public Path path(String nodePath) throws IOException {
    Path root = folder.resolve("root");
    Path place = root.resolve(nodePath.replaceFirst("^/+", "")).normalize();
    if (!place.startsWith(root)) {
      throw new IOException("outside of the node: " + nodePath);
    }
    return place;
  }

  Path meta(String dataset) {
    return folder.resolve("zfs").resolve(dataset.replace('/', '!'));
  }

  /** A YAML file with a map; empty if there is none. */
  Map<String, @Nullable Object> read(String nodePath) throws IOException {
    Path file = path(nodePath);
    var map = new LinkedHashMap<String, @Nullable Object>();
    if (Files.exists(file)
        && Yaml.parse(Files.readString(file)).raw() instanceof Map<?, ?> content) {
      content.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }

  /** Writes a text file of the node. */
  public void publish(String nodePath, String text) throws IOException {
    Disk.replace(path(nodePath), text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String nodePath, Object content) throws IOException {
    Disk.replace(path(nodePath), Yaml.print(content).getBytes(StandardCharsets.UTF_8));
  }
}
