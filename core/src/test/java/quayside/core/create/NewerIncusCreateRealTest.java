package quayside.core.create;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Instances are made on a real Incus server of the newer series. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
final class NewerIncusCreateRealTest extends CreateRealContract {
  @Override
  String server() {
    return "inc-c";
  }
}
