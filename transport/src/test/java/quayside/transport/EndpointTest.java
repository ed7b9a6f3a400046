package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh://root@node1:2222",
        "ssh://node_1",
        "ssh://jan.novak@[fd00::1]:22",
        "ssh://admin@10.0.0.1"
      })
  void whatIsReadIsWrittenTheSame(String text) {
    assertEquals(text, Endpoint.Ssh.parse(text).text());
  }

  @Test
  void aBareHostHasNothingElse() {
    Endpoint.Ssh read = Endpoint.Ssh.parse("fd-gw_3.example");
    assertEquals("fd-gw_3.example", read.host());
    assertEquals(OptionalInt.empty(), read.port());
    assertEquals(Optional.empty(), read.user());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://node",
        "ssh://",
        "-oProxyCommand=x",
        "ssh://-root@node",
        "root:secret@node",
        "node:0",
        "node:65536",
        "node:port",
        "node/path",
        "no de",
        "a@b@c",
        "fd00::1:x"
      })
  void refusesWhatIsNoAddress(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Endpoint.Ssh.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).contains("ssh://USER@HOST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://node1", "https://10.0.0.1:443", "https://[fd00::1]:8443"})
  void anHttpsAddressIsReadAsWritten(String text) {
    Endpoint read = Endpoint.parse(text);
    assertEquals(text, read.text());
    assertTrue(read instanceof Endpoint.Https);
  }

  @Test
  void theSchemeDecidesAndThePortHasADefault() {
    assertTrue(Endpoint.parse("root@node") instanceof Endpoint.Ssh);
    assertEquals("[fd00::1]:8443", Endpoint.Https.parse("https://[fd00::1]").authority());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://",
        "https://a@b",
        "https://node:0",
        "https://node:99999",
        "https://node/1.0"
      })
  void refusesWhatIsNoHttpsAddress(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).contains("https://HOST"));
  }

  @Test
  void aFingerprintIsReadInEitherSpelling() {
    var to = Endpoint.Https.parse("https://node");
    String digits = "0aff".repeat(16);
    String colons = "0A:FF:".repeat(16);
    assertEquals(
        to.withFingerprint(digits), to.withFingerprint(colons.substring(0, colons.length() - 1)));
    assertThrows(IllegalArgumentException.class, () -> to.withFingerprint("0aff"));
    assertThrows(IllegalArgumentException.class, () -> to.withFingerprint("SHA256:" + digits));
  }
}
