package quayside.transport.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import quayside.transport.Endpoint;
import quayside.transport.SshSettings;
import quayside.transport.TransportException.Unreachable;

/** Works out where an endpoint leads, with the help of the user's ssh configuration. */
final class Targets {
  private static final int MOST_JUMPS = 8;

  private final SshSettings settings;

  Targets(SshSettings settings) {
    this.settings = settings;
  }

  Target of(Endpoint.Ssh endpoint) throws Unreachable {
    return of(endpoint, MOST_JUMPS);
  }

  private Target of(Endpoint.Ssh endpoint, int jumpsLeft) throws Unreachable {
    if (jumpsLeft < 0) {
      throw new Unreachable(
          "The way to "
              + endpoint.host()
              + " goes through too many jump hosts; look for a circle"
              + " of ProxyJump in "
              + settings.config()
              + ".",
          null);
    }
    ClientConfig config = config(endpoint.host());
    String host =
        config
            .value("HostName")
            .map(h -> h.replace("%h", endpoint.host()).replace("%%", "%"))
            .orElse(endpoint.host());
    String user =
        endpoint.user().or(() -> config.value("User")).orElse(System.getProperty("user.name"));
    int port = endpoint.port().isPresent() ? endpoint.port().getAsInt() : port(config, endpoint);
    List<Path> identities =
        Stream.concat(
                endpoint.identity().stream(),
                config.identities().stream().map(text -> path(text, endpoint.host(), host, user)))
            .distinct()
            .toList();
    boolean only =
        config.value("IdentitiesOnly").filter(v -> v.equalsIgnoreCase("yes")).isPresent();
    List<Path> known =
        config
            .value("UserKnownHostsFile")
            .map(v ->
                Stream.of(v.split(" ", -1)).map(f -> path(f, endpoint.host(), host, user)).toList())
            .orElse(List.of(settings.knownHosts()));
    return new Target(
        endpoint.host(),
        host,
        port,
        user,
        identities,
        only && !identities.isEmpty(),
        known,
        endpoint.hostKey(),
        jumps(config, endpoint, jumpsLeft),
        endpoint.timeout());
  }

  /** The hops; only the first may itself have hops in the configuration, as with OpenSSH. */
  private List<Target> jumps(ClientConfig config, Endpoint.Ssh endpoint, int left)
      throws Unreachable {
    Optional<String> way = config.value("ProxyJump");
    if (way.isEmpty()) {
      if (config.value("ProxyCommand").isPresent()) {
        throw new Unreachable(
            endpoint.host()
                + " is reached by a ProxyCommand in "
                + settings.config()
                + ", which is not supported. ProxyJump is.",
            null);
      }
      return List.of();
    }
    var jumps = new ArrayList<Target>();
    for (String hop : way.get().split(",", -1)) {
      Target target;
      try {
        target = of(Endpoint.Ssh.parse(hop.strip()).withTimeout(endpoint.timeout()), left - 1);
      } catch (IllegalArgumentException e) {
        throw new Unreachable(
            "The ProxyJump of " + endpoint.host() + " cannot be read: " + e.getMessage(), e);
      }
      if (jumps.isEmpty()) {
        jumps.addAll(target.jumps());
      }
      jumps.add(target);
    }
    return jumps;
  }

  private int port(ClientConfig config, Endpoint.Ssh endpoint) throws Unreachable {
    Optional<String> text = config.value("Port");
    if (text.isEmpty()) {
      return 22;
    }
    OptionalInt port = number(text.get());
    return port.orElseThrow(() ->
        new Unreachable(
            "The Port of " + endpoint.host() + " in " + settings.config() + " is no port.", null));
  }

  private static OptionalInt number(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port < 65536 ? OptionalInt.of(port) : OptionalInt.empty();
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }

  private ClientConfig config(String host) throws Unreachable {
    try {
      return ClientConfig.read(settings.config(), host);
    } catch (IOException e) {
      throw new Unreachable(
          "The ssh configuration " + settings.config() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Expands the tokens of ssh_config(5) that make sense in a path. */
  private Path path(String text, String asked, String host, String user) {
    String home = System.getProperty("user.home");
    String expanded =
        ClientConfig.home(text)
            .replace("%d", home)
            .replace("%h", host)
            .replace("%n", asked)
            .replace("%r", user)
            .replace("%u", System.getProperty("user.name"))
            .replace("%%", "%");
    return Path.of(home).resolve(expanded);
  }
}
