package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.model.Platform;

/** The kind of a server is seen before it trusts us. */
final class GreetingTest {
  @ParameterizedTest
  @CsvSource({
    "incus, server, INCUS",
    "lxd, server, LXD",
    "incus, server-untrusted, INCUS",
    "lxd, server-untrusted, LXD",
    "incus, server-untrusted-newer, INCUS"
  })
  void theKindIsSeenInWhatAServerSays(String from, String recording, Platform kind)
      throws JsonException {
    var said = new Recordings(from).metadata(recording);
    assertEquals(Optional.of(kind), Greeting.kind(said));
  }

  @Test
  void whatSaysNothingOfThatIsNeither() throws JsonException {
    assertEquals(Optional.empty(), Greeting.kind(Json.parse("{}")));
  }
}
