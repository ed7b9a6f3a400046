package quayside.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests on the class path would hide a missing {@code requires} or {@code opens}. */
class ModuleTest {
  @Test
  void testsRunAsANamedModule() {
    assertEquals("quayside.core", Quayside.class.getModule().getName());
  }
}
