package quayside.transport;

import java.nio.file.Path;
import quayside.transport.lab.EmbeddedLab;
import quayside.transport.lab.Lab;

/** The contract, served by the product's own SSH server. */
class EmbeddedRemoteTest extends RemoteContract {
  @Override
  protected Lab open(Path folder) throws Exception {
    return new EmbeddedLab(folder);
  }
}
