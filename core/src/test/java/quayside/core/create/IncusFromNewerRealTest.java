package quayside.core.create;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real Incus 6.0 server fetches an image from one of the newer series. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
final class IncusFromNewerRealTest extends ImageDownloadRealContract {
  @Override
  String server() {
    return "inc-b";
  }

  @Override
  String images() {
    return "inc-c";
  }
}
