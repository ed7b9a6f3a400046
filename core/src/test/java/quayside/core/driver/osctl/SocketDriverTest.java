package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import quayside.core.driver.DriverException;
import quayside.core.embedded.faults.Faults;

/** The contract over osctld's socket. */
class SocketDriverTest extends OsctlDriverContract {
  @Override
  OsctlDriver.Way way() {
    return OsctlDriver.Way.BEST;
  }

  @Test
  void theSocketIsReallyUsed() {
    assertTrue(driver.usesSocket());
  }

  @Test
  void withoutDaemonTheCommandLineSaysSo() throws IOException {
    lab.n1.faults().with(Faults.Kind.DAEMON_DOWN);
    try (OsctlDriver other = lab.driver(lab.n1, way(), PATIENT)) {
      assertFalse(other.usesSocket());
      var e = assertThrows(DriverException.Rejected.class, other::list);
      assertTrue(e.toString().contains("osctld on the node cannot be reached"), e.toString());
      lab.n1.faults().clear();
      assertEquals(1, other.list().size());
    }
  }
}
