package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quayside.transport.Endpoint;
import quayside.transport.TransportException;

class TokenTest {
  private static final String PRINT = "0f".repeat(32);
  private final Endpoint.Https at = Endpoint.Https.parse("https://node");

  /** As both servers print it. */
  private static char[] token(String expires) {
    String json =
        """
        {"client_name":"laptop","fingerprint":"%s","addresses":["10.77.0.21:8443"],\
        "secret":"9eb9","expires_at":"%s"}\
        """
            .formatted(PRINT, expires);
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)).toCharArray();
  }

  @Test
  void tellsTheServerThatIsMeant() throws Exception {
    char[] token = token("0001-01-01T00:00:00Z");
    assertEquals(Optional.of(PRINT), IncusIntroduction.expected(at, token).fingerprint());
    Endpoint.Https pinned = at.withFingerprint("0e".repeat(32));
    assertEquals(pinned, IncusIntroduction.expected(pinned, token));
  }

  @Test
  void anExpiredOneIsNotShownToAnybody() {
    var refused =
        assertThrows(
            TransportException.AuthFailed.class,
            () -> IncusIntroduction.expected(at, token("2020-01-01T00:00:00Z")));
    assertTrue(refused.toString().contains("2020-01-01"), refused.toString());
  }

  @Test
  void aPasswordTellsNothing() throws Exception {
    assertEquals(at, IncusIntroduction.expected(at, "geheim".toCharArray()));
    assertEquals(at, IncusIntroduction.expected(at, "späße ☃".toCharArray()));
    assertEquals(at, IncusIntroduction.expected(at, new char[0]));
  }

  @Test
  void aDamagedFingerprintIsSaid() {
    char[] damaged =
        Base64.getEncoder()
            .encodeToString("{\"fingerprint\":\"zz\"}".getBytes(StandardCharsets.UTF_8))
            .toCharArray();
    assertThrows(
        TransportException.AuthFailed.class, () -> IncusIntroduction.expected(at, damaged));
  }
}
