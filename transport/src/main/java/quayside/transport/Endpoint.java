package quayside.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a machine is and how to get in. */
public sealed interface Endpoint {

  /** The time-out of a new endpoint. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  /**
   * A machine behind an SSH server. What is absent is taken from {@code ~/.ssh/config} and then
   * from OpenSSH's defaults, so {@code host} may be an alias.
   *
   * @param host name, address or alias of the ssh configuration
   * @param port TCP port; absent: as configured, else 22
   * @param user login name; absent: as configured, else the local user's
   * @param identity private key file to use before all others
   * @param hostKey the one accepted host key, as {@code SHA256:…}; known_hosts is then not asked
   * @param sudo whether commands need {@code sudo -n} in front because the login is not root's
   * @param timeout limit for connecting, for authenticating and for a missing keep-alive answer
   */
  record Ssh(
      String host,
      OptionalInt port,
      Optional<String> user,
      Optional<Path> identity,
      Optional<String> hostKey,
      boolean sudo,
      Duration timeout)
      implements Endpoint {

    /** Aliases of the ssh configuration may have underscores, which no URI allows in a host. */
    private static final Pattern ADDRESS =
        Pattern.compile(
            "(?:ssh://)?(?:(?<user>[\\w.][\\w.+-]*)@)?"
                + "(?<host>[\\w][\\w.-]*|\\[[0-9A-Fa-f:.]+(?:%\\w+)?])(?::(?<port>\\d{1,5}))?/?");

    /** An endpoint with nothing but a host. */
    public static Ssh of(String host) {
      return new Ssh(
          host,
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          DEFAULT_TIMEOUT);
    }

    /**
     * Reads {@code ssh://[USER@]HOST[:PORT]} or the same without {@code ssh://}.
     *
     * @throws IllegalArgumentException with a sentence for people if the text is neither
     */
    public static Ssh parse(String text) {
      Matcher address = ADDRESS.matcher(text.strip());
      if (!address.matches()) {
        throw malformed(text);
      }
      String port = address.group("port");
      if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) {
        throw malformed(text);
      }
      Ssh bare = of(address.group("host").replaceAll("^\\[|]$", ""));
      return new Ssh(
          bare.host,
          port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
          Optional.ofNullable(address.group("user")),
          bare.identity,
          bare.hostKey,
          false,
          bare.timeout);
    }

    private static IllegalArgumentException malformed(String text) {
      return new IllegalArgumentException(
          "“" + text + "” is not an address; write ssh://USER@HOST or ssh://USER@HOST:PORT");
    }

    public Ssh withIdentity(Path file) {
      return new Ssh(host, port, user, Optional.of(file), hostKey, sudo, timeout);
    }

    public Ssh withHostKey(String sha256) {
      return new Ssh(host, port, user, identity, Optional.of(sha256), sudo, timeout);
    }

    public Ssh withSudo(boolean on) {
      return new Ssh(host, port, user, identity, hostKey, on, timeout);
    }

    public Ssh withTimeout(Duration limit) {
      return new Ssh(host, port, user, identity, hostKey, sudo, limit);
    }

    /** The address as text that {@link #parse} reads. */
    public String text() {
      String name = host.contains(":") ? "[" + host + "]" : host;
      String at = user.map(u -> u + "@").orElse("");
      return "ssh://" + at + name + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
  }
}
