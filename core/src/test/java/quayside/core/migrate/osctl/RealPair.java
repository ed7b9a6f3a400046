package quayside.core.migrate.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import quayside.core.Quayside;
import quayside.core.embedded.Demo;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.embedded.osctld.NodeFolder;
import quayside.core.home.Home;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.keys.KeyFiles;

/** Two embedded nodes, a container on the first, and the whole engine between them. */
final class RealPair implements AutoCloseable {
  final EmbeddedNode a;
  final EmbeddedNode b;
  final Path folder;
  private @Nullable Quayside quayside;
  private boolean sudo;

  RealPair(Path folder) throws IOException {
    this(folder, 80_000_000);
  }

  RealPair(Path folder, long firstIdOfB) throws IOException {
    this(folder, o -> o, o -> o.withFirstHostId(firstIdOfB));
  }

  RealPair(Path folder, UnaryOperator<EmbeddedNode.Options> optionsOfB) throws IOException {
    this(folder, o -> o, o -> optionsOfB.apply(o.withFirstHostId(80_000_000)));
  }

  RealPair(
      Path folder,
      UnaryOperator<EmbeddedNode.Options> optionsOfA,
      UnaryOperator<EmbeddedNode.Options> optionsOfB)
      throws IOException {
    this.folder = folder;
    a = start("a", optionsOfA);
    b = start("b", optionsOfB);
    a.create("web", DemoContent.small(7));
  }

  private EmbeddedNode start(String name, UnaryOperator<EmbeddedNode.Options> options)
      throws IOException {
    var times = Duration.ofMillis(20);
    return EmbeddedNode.start(
        folder.resolve(name),
        options.apply(EmbeddedNode.Options.named(name).withTimes(times, times)));
  }

  /** The usual case: a may send to b, the container runs. */
  RealPair ready() throws IOException {
    a.trustAt(b);
    a.startContainer("web");
    return this;
  }

  /** Makes the send key of a and tells its public half. */
  String sendKey() throws IOException {
    a.call("send_key_gen", Map.of("type", "ed25519"));
    Path file = new NodeFolder(a.folder()).path("/tank/conf/send-receive/key.pub");
    return Files.readString(file).strip();
  }

  /** Lets a key send to b. */
  void accept(Map<String, String> key) throws IOException {
    b.call("receive_authkey_add", key);
  }

  /** Root of a knows b by a key that b does not have. */
  void learnAnotherHostKey() throws IOException {
    Path file = folder.resolve("another-host-key");
    String key = KeyFiles.generate(file, KeyFiles.Kind.ED25519, 0, "").line();
    String line = "[127.0.0.1]:" + b.port() + " " + key + "\n";
    new NodeFolder(a.folder()).publish("/root/.ssh/known_hosts", line);
  }

  /** A network interface on a bridge. */
  static Map<String, Object> bridge(String link) {
    return Map.of(
        "type",
        "bridge",
        "name",
        "eth0",
        "link",
        link,
        "dhcp",
        false,
        "ip_addresses",
        Map.of("v4", List.of(), "v6", List.of()));
  }

  /** The desktop's login is an ordinary user who may use sudo. */
  RealPair bySudo() {
    sudo = true;
    return this;
  }

  Node node(EmbeddedNode node, Optional<PeerAddress> peer) {
    Endpoint.Ssh at = Demo.endpoint(node);
    var address =
        new Endpoint.Ssh(
            at.host(), at.port(), at.user(), at.identity(), at.hostKey(), sudo, at.timeout());
    return new Node(node.name(), Platform.VPSADMINOS, address, peer);
  }

  Quayside quayside() throws IOException {
    return quayside(Optional.empty());
  }

  Quayside quayside(Optional<PeerAddress> peerOfB) throws IOException {
    Quayside known = quayside;
    if (known != null) {
      return known;
    }
    Quayside fresh =
        Quayside.open(
            Home.in(folder.resolve("home")),
            SshSettings.in(folder.resolve("ssh")),
            HostKeys.REFUSING,
            Secrets.NONE);
    quayside = fresh;
    fresh.fleet().add(node(a, Optional.empty()));
    fresh.fleet().add(node(b, peerOfB));
    return fresh;
  }

  static MoveRequest request(boolean cloning, UnaryOperator<MoveRequest.Options> options) {
    return new MoveRequest(
        new ContainerRef("a", "tank", "web"),
        "b",
        cloning,
        options.apply(MoveRequest.Options.DEFAULT));
  }

  static MoveRequest.Options asUser(MoveRequest.Options o, String user) {
    return o.withSpecial(new OsctlOptions(Optional.of(user), Optional.empty(), Optional.empty()));
  }

  static MoveRequest.Options asGroup(MoveRequest.Options o, String group) {
    return o.withSpecial(new OsctlOptions(Optional.empty(), Optional.of(group), Optional.empty()));
  }

  static MoveRequest.Options port(MoveRequest.Options o, int port) {
    return o.withSpecial(new OsctlOptions(Optional.empty(), Optional.empty(), Optional.of(port)));
  }

  OperationView run(MoveRequest request) throws IOException, InterruptedException {
    String id = quayside().moves().start(request);
    return quayside().activity().await(id);
  }

  /** Waits, a minute at most, until the operation is over and not just waiting for an answer. */
  OperationView over(String id) throws Exception {
    var over = new CompletableFuture<OperationView>();
    try (var _ =
        quayside()
            .activity()
            .watch(v -> {
              if (v.id().equals(id) && v.isOver()) {
                over.complete(v);
              }
            })) {
      over.get(60, TimeUnit.SECONDS);
    }
    return quayside().activity().await(id);
  }

  @Override
  public void close() {
    Quayside known = quayside;
    if (known != null) {
      known.close();
    }
    a.close();
    b.close();
  }
}
