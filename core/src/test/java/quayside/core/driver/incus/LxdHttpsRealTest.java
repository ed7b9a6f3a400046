package quayside.core.driver.incus;

import java.io.IOException;
import quayside.core.model.Node;

/** A real LXD server, by HTTPS. */
class LxdHttpsRealTest extends RealServerContract {
  @Override
  String server() {
    return "lxd-a";
  }

  @Override
  Node node(RealServer server) throws IOException {
    return server.by(server.https());
  }
}
