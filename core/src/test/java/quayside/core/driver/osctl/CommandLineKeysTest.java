package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quayside.core.driver.DriverException;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.transport.keys.KeyFiles;

/** The keys' contract over the command line. */
class CommandLineKeysTest extends NodeKeysContract {
  @Override
  OsctlDriver.Way way() {
    return OsctlDriver.Way.COMMAND_LINE;
  }

  @Test
  void aPassphraseIsNeverPutIntoArguments() throws IOException {
    String line = KeyFiles.generate(folder.resolve("id"), KeyFiles.Kind.ED25519, 0, "x").line();
    var key = AuthorizedKey.of("x", line);
    assertThrows(
        DriverException.Unsupported.class,
        () -> receiving().authorize(key, "s3cret".toCharArray(), Optional.empty()));
    assertEquals(List.of(), receiving().authorizedKeys(Optional.empty()));
  }
}
