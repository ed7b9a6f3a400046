package quayside.core.driver.incus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Limits;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.lab.SmallHttp;
import quayside.transport.server.Account;
import quayside.transport.server.Grant;
import quayside.transport.server.SshServer;
import quayside.transport.server.UnixSockets;

/** A machine with our own SSH server, behind whose unix socket a recorded server answers. */
final class RecordedMachine implements AutoCloseable {
  private final Path folder;
  private final Platform platform;
  private final Path key;
  private final SshServer ssh;
  final RecordedServer server;

  RecordedMachine(Path folder, Platform platform) throws IOException {
    this.folder = folder;
    this.platform = platform;
    this.key = folder.resolve("id_machine");
    this.server = new RecordedServer(new Recordings(platform.key()));
    PublicKeyLine owner = KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "machine");
    String socket = Dialect.of(platform).sockets().getLast();
    UnixSockets sockets =
        path -> path.equals(socket) ? Optional.of(new SmallHttp(server)) : Optional.empty();
    Account root =
        (shown, _) ->
            shown.sameKey(owner)
                ? Optional.of(new Grant(_ -> 127, false, Optional.of(sockets)))
                : Optional.empty();
    ssh =
        SshServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            folder.resolve("host_key"),
            Map.of("root", root));
  }

  Endpoint.Ssh address() {
    return Endpoint.Ssh.parse("root@127.0.0.1:" + ssh.port())
        .withIdentity(key)
        .withHostKey(ssh.hostKeySha256());
  }

  Node node() {
    return new Node("recorded", platform, address(), Optional.empty());
  }

  ContainerDriver connect(Limits limits) throws IOException {
    var connector = Connectors.ssh(SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE);
    return IncusDriver.over(node(), connector.connect(address()), limits);
  }

  @Override
  public void close() {
    ssh.close();
  }
}
