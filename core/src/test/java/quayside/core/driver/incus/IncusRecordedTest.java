package quayside.core.driver.incus;

import quayside.core.model.Platform;

/** Recorded answers of an Incus server, by its socket through our own SSH server. */
class IncusRecordedTest extends RecordedServerContract {
  @Override
  Platform platform() {
    return Platform.INCUS;
  }
}
