package quayside.core.driver.incus;

import quayside.core.model.Platform;

/** Recorded answers of an LXD server, by its socket through our own SSH server. */
class LxdRecordedTest extends RecordedServerContract {
  @Override
  Platform platform() {
    return Platform.LXD;
  }
}
