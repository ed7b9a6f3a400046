package quayside.transport;

import java.nio.file.Path;
import java.time.Duration;
import quayside.transport.lab.EmbeddedLab;
import quayside.transport.lab.Lab;

/** The contract, kept by a connection that is given back. */
class LentRemoteTest extends RemoteContract {
  @Override
  protected Lab open(Path folder) throws Exception {
    return new EmbeddedLab(folder);
  }

  @Override
  protected Connector over(Connector plain) {
    return new KeptConnections(plain, Duration.ofMinutes(1));
  }
}
