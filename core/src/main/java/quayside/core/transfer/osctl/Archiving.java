package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeArchives;

/** The archives of a node, where it has them. */
final class Archiving {
  private Archiving() {}

  static NativeArchives of(ContainerDriver driver) throws IOException {
    return driver
        .nativeArchives()
        .orElseThrow(() ->
            new DriverException.Unsupported(
                "This login can neither export nor import archives on the node."));
  }
}
