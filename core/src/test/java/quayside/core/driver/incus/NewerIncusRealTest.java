package quayside.core.driver.incus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import quayside.core.model.Node;

/** A real server of the Incus series after 6.0, by its socket through SSH. */
class NewerIncusRealTest extends RealServerContract {
  @Override
  String server() {
    return "inc-c";
  }

  @Override
  Node node(RealServer server) throws IOException {
    return server.by(server.ssh());
  }

  /** It knows control groups of the second version alone. */
  @Override
  boolean counts() {
    return Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
  }
}
