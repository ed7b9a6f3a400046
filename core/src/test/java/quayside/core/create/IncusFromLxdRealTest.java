package quayside.core.create;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real Incus server fetches an image from an LXD server. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
final class IncusFromLxdRealTest extends ImageDownloadRealContract {
  @Override
  String server() {
    return "inc-b";
  }

  @Override
  String images() {
    return "lxd-a";
  }
}
