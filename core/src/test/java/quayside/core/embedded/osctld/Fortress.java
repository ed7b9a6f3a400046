package quayside.core.embedded.osctld;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.yaml.Yaml;

/** A node with several authorised keys and a container that none of them may touch. */
final class Fortress implements AutoCloseable {
  static final String DESK = "ssh-ed25519 AAAAdesk desk";
  static final String OTHER = "ssh-ed25519 AAAAother other";

  private final Path folder;
  private final Daemon daemon;

  Fortress(Path folder) throws IOException, OsctldError {
    this.folder = folder;
    var settings = new Settings(Duration.ZERO, Duration.ZERO, 0, true, "24.05.0");
    daemon =
        new Daemon(
            new NodeFolder(folder), "target", List.of("tank"), 1_000_000, settings, new Faults());
    authorise("desk", DESK, Map.of());
    authorise("other", OTHER, Map.of());
    daemon.call("ct_create_empty", Map.of("id", "victim", "distribution", "d"), _ -> {});
  }

  Daemon daemon() {
    return daemon;
  }

  void authorise(String name, String key, Map<String, Object> more) throws OsctldError {
    var options = new LinkedHashMap<String, @Nullable Object>(more);
    options.put("name", name);
    options.put("public_key", key);
    daemon.call("receive_authkey_add", options, _ -> {});
  }

  static Receiving.Sender sender(String name, String key) {
    return new Receiving.Sender("tank", name, key, InetAddress.getLoopbackAddress());
  }

  Intruder.Answer attack(String key, String line, byte[] stdin) throws IOException {
    String name = key.substring(key.lastIndexOf(' ') + 1);
    return Intruder.run(daemon.receiveShell(), sender(name, key), line, stdin);
  }

  /** Stages a container with a key and returns its token. */
  String stage(String key, String id) throws IOException {
    Intruder.Answer answer = attack(key, "receive skel -", skel(Map.of("container", id)));
    if (answer.status() != 0) {
      throw new IOException(answer.err());
    }
    return answer.out().strip();
  }

  /** A skel whose metadata differ from the usual ones. */
  static byte[] skel(Map<String, ?> different) throws IOException {
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("type", "skel");
    metadata.put("format", "zfs");
    metadata.put("user", "guest");
    metadata.put("group", "/default");
    metadata.put("container", "guest");
    metadata.put("datasets", List.of());
    metadata.putAll(different);
    return archive(Yaml.print(metadata), Yaml.print(Map.of("devices", List.of())));
  }

  static byte[] archive(String metadata, String container) throws IOException {
    var members = new LinkedHashMap<String, String>();
    members.put("metadata.yml", metadata);
    members.put(
        "config/user.yml",
        Yaml.print(
            Map.of("uid_map", List.of("0:5000000:65536"), "gid_map", List.of("0:5000000:65536"))));
    members.put("config/group.yml", Yaml.print(Map.of("devices", List.of())));
    members.put("config/container.yml", container);
    return Tar.write(members);
  }

  /** Every file of the node but users and groups, which a refused skel may leave behind. */
  Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    Path around = folder.toAbsolutePath().getParent();
    try (var walk = Files.walk(around == null ? folder : around)) {
      for (Path path : walk.toList()) {
        String name = String.valueOf(folder.relativize(path));
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && !name.matches("root/tank/conf/(user/[a-z0-9_-]+\\.yml|group/.*)")) {
          files.put(name, Arrays.hashCode(Files.readAllBytes(path)) + " " + Files.size(path));
        }
      }
    }
    return files;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
