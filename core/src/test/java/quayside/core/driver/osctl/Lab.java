package quayside.core.driver.osctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import quayside.core.driver.Limits;
import quayside.core.embedded.EmbeddedNode;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** Embedded nodes and connections to them. */
final class Lab implements AutoCloseable {
  private final Path folder;
  final EmbeddedNode n1;
  final EmbeddedNode n2;

  Lab(Path folder) throws IOException {
    this.folder = folder;
    this.n1 = EmbeddedNode.start(folder.resolve("n1"), EmbeddedNode.Options.named("n1"));
    this.n2 =
        EmbeddedNode.start(
            folder.resolve("n2"), EmbeddedNode.Options.named("n2").withFirstHostId(50_000_000));
  }

  static Endpoint.Ssh address(EmbeddedNode node) {
    return new Endpoint.Ssh(
        "127.0.0.1",
        OptionalInt.of(node.port()),
        Optional.of("root"),
        Optional.of(node.rootKeyFile()),
        Optional.of(node.hostKeySha256()),
        false,
        Endpoint.DEFAULT_TIMEOUT);
  }

  OsctlDriver driver(EmbeddedNode node, OsctlDriver.Way way, Limits limits) throws IOException {
    Remote remote =
        Connectors.ssh(SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE)
            .connect(address(node));
    return OsctlDriver.over(node.name(), remote, way, limits);
  }

  @Override
  public void close() {
    n1.close();
    n2.close();
  }
}
