package quayside.core.create;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real Incus server of the newer series fetches an image from one of 6.0. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
final class NewerFromIncusRealTest extends ImageDownloadRealContract {
  @Override
  String server() {
    return "inc-d";
  }

  @Override
  String images() {
    return "inc-a";
  }
}
