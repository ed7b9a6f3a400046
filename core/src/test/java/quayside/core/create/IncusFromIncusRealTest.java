package quayside.core.create;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real Incus server fetches an image from another one. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
final class IncusFromIncusRealTest extends ImageDownloadRealContract {
  @Override
  String server() {
    return "inc-a";
  }

  @Override
  String images() {
    return "inc-b";
  }
}
