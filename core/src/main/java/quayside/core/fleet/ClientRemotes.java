package quayside.core.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.json.JsonValue;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.yaml.Yaml;
import quayside.transport.Endpoint;
import quayside.transport.keys.ClientCertificate;

/**
 * The servers that {@code incus} and {@code lxc} know, out of their {@code config.yml}: with the
 * certificates that stand beside it, both the user's and those of the servers.
 */
public final class ClientRemotes {
  private ClientRemotes() {}

  /**
   * What a file says.
   *
   * @param nodes the servers that can be used
   * @param left names of the others, each with the reason
   */
  public record Found(List<Node> nodes, List<String> left) {}

  /** The files that the clients of a user write, those that exist. */
  public static List<Path> files(Path userHome) {
    return List.of(
            ".config/incus/config.yml",
            ".config/lxc/config.yml",
            "snap/lxd/common/config/config.yml")
        .stream()
        .map(userHome::resolve)
        .filter(Files::isRegularFile)
        .toList();
  }

  /** Reads one such file. */
  public static Found read(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().resolveSibling("");
    String usual = folder.endsWith("incus") ? "incus" : "lxd"; // what the client takes for granted
    var nodes = new ArrayList<Node>();
    var left = new ArrayList<String>();
    for (var remote : Yaml.parse(Files.readString(file)).get("remotes").entries().entrySet()) {
      String name = remote.getKey();
      Optional<String> unusable = unusable(remote.getValue());
      if (unusable.isPresent()) {
        left.add(name + ": " + unusable.get());
      } else {
        nodes.add(node(name, remote.getValue(), usual, folder));
      }
    }
    return new Found(List.copyOf(nodes), List.copyOf(left));
  }

  private static Optional<String> unusable(JsonValue remote) throws IOException {
    String address = remote.get("addr").textOr("");
    String protocol = remote.get("protocol").textOr("lxd");
    if (remote.get("public").isTrue() || !List.of("lxd", "incus").contains(protocol)) {
      return Optional.of("a server of images only");
    }
    if (!address.startsWith("https://")) {
      return Optional.of("the server of this machine; add it by SSH to localhost");
    }
    if (!remote.get("auth_type").textOr("tls").equals("tls")) {
      return Optional.of("its login is not by certificate");
    }
    try {
      Endpoint.Https.parse(address);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Node node(String name, JsonValue remote, String usual, Path folder)
      throws IOException {
    Path own = folder.resolve("clientcerts").resolve(name + ".crt");
    Endpoint.Https at =
        Endpoint.Https.parse(remote.get("addr").text())
            .withIdentity(Files.exists(own) ? own : folder.resolve("client.crt"));
    String protocol = remote.get("protocol").textOr(usual);
    Path server = folder.resolve("servercerts").resolve(name + ".crt");
    return new Node(
        name,
        protocol.equals("incus") ? Platform.INCUS : Platform.LXD,
        Files.exists(server) ? at.withFingerprint(ClientCertificate.fingerprint(server)) : at,
        Optional.empty());
  }
}
