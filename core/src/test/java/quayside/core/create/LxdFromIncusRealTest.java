package quayside.core.create;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real LXD server fetches an image from an Incus server. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
final class LxdFromIncusRealTest extends ImageDownloadRealContract {
  @Override
  String server() {
    return "lxd-b";
  }

  @Override
  String images() {
    return "inc-a";
  }
}
