package quayside.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a machine is and how to get in. */
public sealed interface Endpoint {

  /** The time-out of a new endpoint. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  /** Name or address of the machine. */
  String host();

  /** Limit for each stage of connecting, and for a missing sign of life. */
  Duration timeout();

  /** The address as text that {@link #parse} reads. */
  String text();

  /** The same with another limit. */
  Endpoint withTimeout(Duration limit);

  /**
   * Reads {@code https://HOST[:PORT]}, {@code ssh://[USER@]HOST[:PORT]} or the latter without
   * {@code ssh://}.
   *
   * @throws IllegalArgumentException with a sentence for people if the text is none of these
   */
  static Endpoint parse(String text) {
    return text.strip().startsWith("https:") ? Https.parse(text) : Ssh.parse(text);
  }

  /** A port within its range. */
  private static OptionalInt port(@Nullable String digits, Supplier<RuntimeException> malformed) {
    if (digits == null) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw malformed.get();
    }
    return OptionalInt.of(port);
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /**
   * A service behind TLS that knows its clients by their certificates, such as an Incus or LXD
   * server. It has no shell.
   *
   * @param host name or address
   * @param port TCP port; absent: {@link #DEFAULT_PORT}
   * @param fingerprint SHA-256 of the one accepted server certificate, as 64 hexadecimal digits;
   *     absent: as known from before, else somebody is asked
   * @param identity the client's certificate (PEM), with its key beside it in the same name with
   *     {@code .key}; absent: this program's own
   * @param timeout limit for connecting and for shaking hands
   */
  record Https(
      String host,
      OptionalInt port,
      Optional<String> fingerprint,
      Optional<Path> identity,
      Duration timeout)
      implements Endpoint {

    /** What Incus and LXD listen on unless told otherwise. */
    public static final int DEFAULT_PORT = 8443;

    private static final Pattern ADDRESS =
        Pattern.compile(
            "https://(?<host>[\\w][\\w.-]*|\\[[0-9A-Fa-f:.]+(?:%\\w+)?])(?::(?<port>\\d{1,5}))?/?");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads {@code https://HOST[:PORT]}.
     *
     * @throws IllegalArgumentException with a sentence for people if the text is something else
     */
    public static Https parse(String text) {
      Matcher address = ADDRESS.matcher(text.strip());
      if (!address.matches()) {
        throw malformed(text);
      }
      return new Https(
          address.group("host").replaceAll("^\\[|]$", ""),
          Endpoint.port(address.group("port"), () -> malformed(text)),
          Optional.empty(),
          Optional.empty(),
          DEFAULT_TIMEOUT);
    }

    private static IllegalArgumentException malformed(String text) {
      return new IllegalArgumentException(
          "“" + text + "” is not an address; write https://HOST or https://HOST:PORT");
    }

    /**
     * The same with one accepted certificate.
     *
     * @param sha256 in hexadecimal; capitals and colons are as good
     * @throws IllegalArgumentException with a sentence for people if it is no fingerprint
     */
    public Https withFingerprint(String sha256) {
      String plain = sha256.replace(":", "").toLowerCase(Locale.ROOT);
      if (!FINGERPRINT.matcher(plain).matches()) {
        throw new IllegalArgumentException(
            "“" + sha256 + "” is not a fingerprint; it has 64 hexadecimal digits (SHA-256)");
      }
      return new Https(host, port, Optional.of(plain), identity, timeout);
    }

    public Https withIdentity(Path certificate) {
      return new Https(host, port, fingerprint, Optional.of(certificate), timeout);
    }

    @Override
    public Https withTimeout(Duration limit) {
      return new Https(host, port, fingerprint, identity, limit);
    }

    /** Host and port, as after {@code https://}. */
    public String authority() {
      return bracketed(host) + ":" + port.orElse(DEFAULT_PORT);
    }

    @Override
    public String text() {
      return "https://" + bracketed(host) + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
  }

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
      Ssh bare = of(address.group("host").replaceAll("^\\[|]$", ""));
      return new Ssh(
          bare.host,
          Endpoint.port(address.group("port"), () -> malformed(text)),
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

    @Override
    public Ssh withTimeout(Duration limit) {
      return new Ssh(host, port, user, identity, hostKey, sudo, limit);
    }

    @Override
    public String text() {
      String at = user.map(u -> u + "@").orElse("");
      return "ssh://" + at + bracketed(host) + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
  }
}
