package quayside.transport.hosts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import quayside.transport.keys.PublicKeyLine;

/**
 * A line of a {@code known_hosts} file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 *
 * @param file where it stands
 * @param line its number there, from 1
 * @param revoked whether it forbids this key instead of allowing it
 * @param hosts names, patterns and ports as written, or a hash of one name
 * @param key the host key
 */
public record KnownHost(Path file, int line, boolean revoked, String hosts, PublicKeyLine key) {
  private static final String HASHED = "|1|";

  /** Whether the name is hidden behind a hash. */
  public boolean hashed() {
    return hosts.startsWith(HASHED);
  }

  /** The names as written; none of a hashed one. */
  public List<String> names() {
    return hashed() ? List.of() : Arrays.asList(hosts.split(",", -1));
  }

  /** Whether it speaks of a machine. */
  public boolean speaksOf(String host, int port) {
    String name = KnownHosts.name(host, port);
    return hashed() ? matchesHash(hosts, name) : Patterns.matches(names(), name);
  }

  /** The line as the file has it, without its end. */
  String text() {
    return (revoked ? "@revoked " : "") + hosts + " " + key.line();
  }

  static Optional<KnownHost> read(Path file, int number, String line) {
    String text = line.strip();
    boolean revoked = text.startsWith("@revoked ");
    if (text.isEmpty() || text.startsWith("#") || (text.startsWith("@") && !revoked)) {
      return Optional.empty();
    }
    String[] words = (revoked ? text.substring(9).strip() : text).split("\\s+", 2);
    try {
      return words.length < 2
          ? Optional.empty()
          : Optional.of(
              new KnownHost(file, number, revoked, words[0], PublicKeyLine.parse(words[1])));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** {@code |1|salt|HMAC-SHA1(salt, name)}, both in base 64. */
  private static boolean matchesHash(String hashed, String name) {
    String[] parts = hashed.split("\\|", -1);
    if (parts.length != 4) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }
}
