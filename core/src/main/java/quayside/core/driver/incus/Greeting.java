package quayside.core.driver.incus;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import quayside.core.driver.DriverException;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.Platform;
import quayside.core.model.ServerInfo;
import quayside.transport.TransportException;

/** The first answer of a server, {@code GET /1.0}: who it is and whether it trusts us. */
final class Greeting {
  /** Extensions that one of the two has from of old and the other never had. */
  private static final Set<String> LXD_ONLY = Set.of("rbac", "candid_authentication");

  private Greeting() {}

  /** What a server that shall be of a kind said about itself. */
  static ServerInfo of(JsonValue said, Dialect dialect, String name) throws IOException {
    Optional<Platform> kind = kind(said);
    if (kind.isPresent() && kind.get() != dialect.platform()) {
      throw new DriverException.Unsupported(
          name
              + " is an "
              + Dialect.of(kind.get()).title()
              + " server, not an "
              + dialect.title()
              + " server: change its kind in the node book.");
    }
    if (!isTrusted(said)) {
      throw new TransportException.AuthFailed(
          name
              + " does not know the certificate of this program. Add the node with a token, or let"
              + " the server's administrator add the certificate that “quayside node certificate”"
              + " prints.",
          null);
    }
    return Records.info(said, dialect);
  }

  static boolean isTrusted(JsonValue said) throws JsonException {
    return said.get("auth").textOr("").equals("trusted");
  }

  /**
   * Which of the two it is. A server that does not trust us tells only its extensions, and Incus 7
   * not even these; LXD has to, for its clients look there how to show a token.
   *
   * @return empty if it is neither
   */
  static Optional<Platform> kind(JsonValue said) throws JsonException {
    String server = said.get("environment").get("server").textOr("");
    if (!server.isEmpty()) {
      return switch (server) {
        case "incus" -> Optional.of(Platform.INCUS);
        case "lxd" -> Optional.of(Platform.LXD);
        default -> Optional.empty();
      };
    }
    Set<String> extensions = Records.extensions(said);
    if (extensions.isEmpty()) {
      boolean reserved = said.get("auth").textOr("").equals("untrusted");
      return reserved && said.get("api_version").textOr("").equals("1.0")
          ? Optional.of(Platform.INCUS)
          : Optional.empty();
    }
    boolean lxd = extensions.stream().anyMatch(LXD_ONLY::contains);
    return Optional.of(lxd ? Platform.LXD : Platform.INCUS);
  }
}
