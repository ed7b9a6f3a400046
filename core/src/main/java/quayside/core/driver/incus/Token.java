package quayside.core.driver.incus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;

/**
 * A token by which a server trusts whoever shows it first: base 64 of a JSON object with the
 * server's fingerprint, its addresses, a secret and when it expires (Incus and LXD, {@code
 * CertificateAddToken}).
 *
 * @param fingerprint of the server's certificate
 * @param expires when it is worth nothing any more
 */
record Token(String fingerprint, Optional<Instant> expires) {

  /** Reads a token; empty if it is something else, such as a password. */
  static Optional<Token> read(char[] secret) {
    byte[] bytes = new byte[secret.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (secret[i] < 128 ? secret[i] : '?'); // base 64 has nothing beyond ASCII
    }
    try {
      byte[] json = Base64.getDecoder().decode(bytes);
      JsonValue token = Json.parse(new String(json, StandardCharsets.UTF_8));
      Arrays.fill(json, (byte) 0);
      String fingerprint = token.get("fingerprint").text();
      return Optional.of(new Token(fingerprint, expires(token.get("expires_at").textOr(""))));
    } catch (IllegalArgumentException | JsonException _) {
      return Optional.empty();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Servers write the year 1 where there is no end. */
  private static Optional<Instant> expires(String text) {
    try {
      return Optional.of(Instant.parse(text)).filter(at -> at.isAfter(Instant.EPOCH));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
