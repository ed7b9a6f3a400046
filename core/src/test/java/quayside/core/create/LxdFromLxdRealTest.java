package quayside.core.create;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real LXD server fetches an image from another one. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
final class LxdFromLxdRealTest extends ImageDownloadRealContract {
  @Override
  String server() {
    return "lxd-a";
  }

  @Override
  String images() {
    return "lxd-b";
  }
}
