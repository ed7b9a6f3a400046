package quayside.core.migrate.incus;

import quayside.core.driver.InstanceServer;
import quayside.core.model.Platform;

/** What differs between Incus and LXD where an instance goes from one to the other. */
final class Kinds {
  private Kinds() {}

  static boolean differ(InstanceServer here, InstanceServer there) {
    return here.info().platform() != there.info().platform();
  }

  /**
   * Whether snapshots can come along. Each one from Incus says {@code volatile.uuid.generation}; an
   * LXD without the extension {@code instance_generation_id} refuses the whole instance for it.
   */
  static boolean takesSnapshots(InstanceServer here, InstanceServer there) {
    return here.info().platform() == Platform.LXD
        || there.info().platform() == Platform.INCUS
        || there.info().has("instance_generation_id");
  }
}
