package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests on the class path would hide a missing {@code requires} or {@code opens}. */
class ModuleTest {
  @Test
  void testsRunAsANamedModule() {
    assertEquals("quayside.transport", Remote.class.getModule().getName());
  }
}
