package quayside.core.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import quayside.core.Quayside;
import quayside.core.driver.Drivers;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.embedded.osctld.NodeFolder;
import quayside.core.home.Home;
import quayside.core.migrate.osctl.CountingProxy;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.operation.Recipe;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** Two embedded nodes, a folder for archives, and the way to both through a wire to be cut. */
final class TransferLab implements AutoCloseable {
  static final ContainerRef WEB = new ContainerRef("a", "tank", "web");

  final EmbeddedNode a;
  final EmbeddedNode b;
  final CountingProxy wireToA;
  final CountingProxy wireToB;
  final Path folder;
  final Path files;
  private @Nullable Quayside quayside;

  TransferLab(Path folder) throws IOException {
    this.folder = folder;
    files = Files.createDirectories(folder.resolve("archives"));
    a = start("a", 1_000_000);
    b = start("b", 80_000_000);
    wireToA = new CountingProxy(a.port());
    wireToB = new CountingProxy(b.port());
  }

  private EmbeddedNode start(String name, long firstId) throws IOException {
    return EmbeddedNode.start(
        folder.resolve(name),
        EmbeddedNode.Options.named(name)
            .withFirstHostId(firstId)
            .withWriteRate(0)
            .withTimes(Duration.ofMillis(20), Duration.ofMillis(20)));
  }

  /** A running container {@code web} with a dataset below. */
  TransferLab running() throws IOException {
    a.create("web", DemoContent.small(7));
    Path below = a.createDataset("web", "srv/data");
    Files.writeString(below.resolve("kept.txt"), "kept ".repeat(30_000));
    a.startContainer("web");
    return this;
  }

  Path file(String name) {
    return files.resolve(name);
  }

  Quayside quayside() throws IOException {
    Quayside known = quayside;
    if (known == null) {
      known =
          Quayside.open(
              Home.in(folder.resolve("home")),
              SshSettings.in(folder.resolve("ssh")),
              HostKeys.REFUSING,
              Secrets.NONE);
      quayside = known;
      known.fleet().add(at(a, wireToA.port()));
      known.fleet().add(at(b, wireToB.port()));
    }
    return known;
  }

  /** A node in the book. */
  static Node at(EmbeddedNode node, int port) {
    Endpoint.Ssh address =
        Endpoint.Ssh.parse("ssh://root@127.0.0.1:" + port)
            .withIdentity(node.rootKeyFile())
            .withHostKey(node.hostKeySha256());
    return new Node(node.name(), Platform.VPSADMINOS, address, Optional.empty());
  }

  OperationView export(ExportRequest request) throws IOException, InterruptedException {
    return quayside().activity().await(quayside().exports().start(request));
  }

  OperationView bring(ImportRequest request) throws IOException, InterruptedException {
    return quayside().activity().await(quayside().imports().start(request));
  }

  /** Operations alone, with short limits. */
  Operations open(Limits limits, Consumer<OperationEvent> written) throws IOException {
    return OperationsLab.open(
        Files.createDirectories(folder.resolve("journal")),
        drivers(folder),
        name -> Optional.of(name.equals("a") ? at(a, wireToA.port()) : at(b, wireToB.port())),
        recipes(folder),
        limits,
        written);
  }

  static Drivers drivers(Path folder) {
    return Drivers.over(
        Connectors.ssh(SshSettings.in(folder.resolve("ssh")), HostKeys.REFUSING, Secrets.NONE));
  }

  /** Key for handing in that a folder has. */
  static Imports.Desk desk(Path folder) {
    return new Imports.Desk(folder.resolve("receive_key"));
  }

  static List<Recipe> recipes(Path folder) {
    return Stream.of(Exports.recipes(), Imports.recipes(desk(folder)))
        .flatMap(List::stream)
        .toList();
  }

  /** States by id, as a node's own command says. */
  static Map<String, String> states(EmbeddedNode node) throws IOException {
    var states = new TreeMap<String, String>();
    if (node.call("ct_list", Map.of()) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> ct) {
          states.put(String.valueOf(ct.get("id")), String.valueOf(ct.get("state")));
        }
      }
    }
    return states;
  }

  /** What lies on a node that operations of ours have put there: folders, keys, snapshots. */
  static List<String> leftOn(EmbeddedNode node) throws IOException {
    Path pool = new NodeFolder(node.folder()).path("/tank");
    try (Stream<Path> all = Files.walk(pool)) {
      return all.map(pool::relativize)
          .map(Path::toString)
          .filter(name -> name.contains("quayside-") || name.matches(".*osctl-(base|incr).*"))
          .toList();
    }
  }

  /** Names in the folder of archives. */
  List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(files)) {
      return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    Quayside known = quayside;
    if (known != null) {
      known.close();
    }
    wireToA.close();
    wireToB.close();
    a.close();
    b.close();
  }
}
