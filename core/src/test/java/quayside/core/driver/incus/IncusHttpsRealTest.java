package quayside.core.driver.incus;

import java.io.IOException;
import quayside.core.model.Node;

/** A real Incus server, by HTTPS. */
class IncusHttpsRealTest extends RealServerContract {
  @Override
  String server() {
    return "inc-a";
  }

  @Override
  Node node(RealServer server) throws IOException {
    return server.by(server.https());
  }
}
