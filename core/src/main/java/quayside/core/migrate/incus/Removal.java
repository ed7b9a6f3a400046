package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.OwnSetting;

/**
 * Deletes an instance that was meant to be deleted: a copy of ours, or what was found to be there a
 * second time. Protection against deletion is lifted for it.
 */
final class Removal {
  private Removal() {}

  static void of(ContainerDriver node, String instance) throws IOException {
    try {
      node.act(instance, ContainerAction.DELETE);
    } catch (DriverException.Rejected refused) {
      if (!String.valueOf(refused.getMessage()).contains("protected")) {
        throw refused;
      }
      OwnSetting.write(InstanceServer.of(node).instances(), instance, Outfit.PROTECTION, "false");
      node.act(instance, ContainerAction.DELETE);
    }
  }
}
