package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quayside.core.driver.DriverException;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.transport.keys.KeyFiles;

/** The keys' contract over osctld's socket. */
class SocketKeysTest extends NodeKeysContract {
  @Override
  OsctlDriver.Way way() {
    return OsctlDriver.Way.BEST;
  }

  @Test
  void aPassphraseIsSetButNeverTold() throws IOException {
    String line = KeyFiles.generate(folder.resolve("id"), KeyFiles.Kind.ED25519, 0, "x").line();
    var key = AuthorizedKey.of("x", line);
    receiving().authorize(key, "hush-s3cret".toCharArray(), Optional.empty());
    AuthorizedKey told = receiving().authorizedKeys(Optional.empty()).getFirst();
    assertTrue(told.passphrase());
    assertFalse(told.toString().contains("hush-s3cret"), told::toString);
    var e =
        assertThrows(
            DriverException.Rejected.class,
            () ->
                receiving()
                    .authorize(
                        AuthorizedKey.of("y", line),
                        "hush-not a word".toCharArray(),
                        Optional.empty()));
    assertFalse(String.valueOf(e.getMessage()).contains("hush-not a word"), e::getMessage);
  }
}
