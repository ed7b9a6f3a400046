package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import quayside.core.embedded.faults.Faults;

/** The contract over the command line. */
class CommandLineDriverTest extends OsctlDriverContract {
  @Override
  OsctlDriver.Way way() {
    return OsctlDriver.Way.COMMAND_LINE;
  }

  @Test
  void aHundredMegabytesOnStandardErrorAreDrained() throws IOException {
    lab.n1.faults().with(Faults.Kind.FLOOD);
    assertFalse(driver.capabilities().isEmpty());
  }
}
