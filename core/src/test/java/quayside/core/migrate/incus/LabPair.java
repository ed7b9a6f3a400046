package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import quayside.core.operation.OperationAction;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.CountDownLatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import quayside.core.Quayside;
import quayside.core.driver.Drivers;
import quayside.core.driver.incus.RealServer;
import quayside.core.home.Home;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.transport.Connector;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** Two servers of the lab with the whole engine between them, and what tests look at on them. */
final class LabPair implements AutoCloseable {
  /** Longer than the 30 s for which a server waits for channels that never come. */
  static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofMillis(50));

  final RealServer a;
  final RealServer b;
  final Path folder;
  private final List<String> made = new ArrayList<>();
  private final List<String> networks = new ArrayList<>();
  private final Quayside quayside;
  private final boolean https;

  LabPair(String source, String target, Path folder) throws IOException {
    this(source, target, folder, false);
  }

  /**
   * @param https whether the servers are reached by their own addresses and a certificate
   */
  LabPair(String source, String target, Path folder, boolean https) throws IOException {
    this.folder = folder;
    this.https = https;
    a = new RealServer(source, folder);
    b = new RealServer(target, folder);
    HostKeys trusting = _ -> HostKeys.Decision.TRUST_ONCE;
    quayside =
        Quayside.open(
            Home.in(folder.resolve("home")),
            SshSettings.in(Files.createDirectories(folder.resolve("ssh"))),
            trusting,
            Secrets.NONE);
    quayside.fleet().add(node(a));
    quayside.fleet().add(node(b));
  }

  Node node(RealServer server) throws IOException {
    return server.by(https ? server.https() : server.ssh());
  }

  Quayside quayside() {
    return quayside;
  }

  /** A name that nothing has, removed from both servers in the end. */
  String unused() {
    String id = "m-" + RealServer.unused();
    made.add(id);
    return id;
  }

  /** A network of one name on both servers, in which {@link #address} can be given by hand. */
  String network() throws IOException {
    String name = "q" + ProcessHandle.current().pid() + "-" + networks.size();
    networks.add(name);
    for (RealServer server : List.of(a, b)) {
      server.run(
          server.tool(),
          "-q",
          "network",
          "create",
          name,
          "ipv4.address=" + address(1) + "/24",
          "ipv4.nat=false",
          "ipv6.address=none");
    }
    return name;
  }

  /** An address in {@link #network}. */
  static String address(int number) {
    return "10.89.%d.%d".formatted(ProcessHandle.current().pid() % 256, number);
  }

  /** A MAC address that nothing else has. */
  static String mac(int number) {
    long pid = ProcessHandle.current().pid();
    return "00:16:3e:%02x:%02x:%02x".formatted(pid / 256 % 256, pid % 256, number);
  }

  /** Gives a stopped instance an interface whose addresses are given by hand. */
  void addressed(RealServer server, String id, String network, int number) throws IOException {
    server.run(
        server.tool(),
        "-q",
        "config",
        "device",
        "add",
        id,
        "eth0",
        "nic",
        "name=eth0",
        "network=" + network,
        "ipv4.address=" + address(number),
        "hwaddr=" + mac(number));
  }

  /** A setting of that interface. */
  String ofInterface(RealServer server, String id, String key) throws IOException {
    return server.run(server.tool(), "config", "device", "get", id, "eth0", key).strip();
  }

  /** A container that runs on the source, with files of its own. */
  String running() throws IOException {
    String id = unused();
    a.run(a.tool(), "-q", "init", "tiny", id);
    a.run(a.tool(), "start", id);
    a.awaitUp(id);
    exec(
        a,
        id,
        "mkdir /data /data/deep && cd /data && for i in 1 2 3 4 5 6 7 8; do head -c 300000"
            + " /dev/urandom >$i; echo $i >deep/$i; ln -s $i deep/to-$i; done; chmod 600 3; chown"
            + " 7:8 4; mkfifo pipe");
    return id;
  }

  /** A container that can be moved while it runs, where the lab was started with --criu. */
  String live() throws IOException {
    String id = unused();
    a.run(a.tool(), "-q", "init", "tiny", id, "-p", "default", "-p", "live");
    assumeTrue(a.has("criu"), "the lab was not started with --criu");
    a.run(a.tool(), "start", id);
    a.awaitUp(id);
    exec(a, id, "mkdir /data; head -c 300000 /dev/urandom >/data/1");
    return id;
  }

  /** A stopped instance of the target that a refresh replaces; it is known by a file. */
  void old(String id) throws IOException {
    b.run(b.tool(), "-q", "init", "tiny", id);
    // not by its server, which keeps the files of a stopped one open for ten seconds after that
    b.run("touch", place(b, "default/containers/" + id) + "/old-one");
  }

  /** Which of the target's instances is the old one, untouched; empty if there is none. */
  String old(RealServer server, String id) throws IOException {
    String kind = server.platform() == Platform.LXD ? "lxd" : "incus";
    return server
        .told(
            "cd /var/lib/%s/storage-pools/default/containers; for i in %s*; do".formatted(kind, id)
                + " [ ! -e $i/rootfs/old-one ] || [ -e $i/rootfs/data ] || echo $i; done | head -n"
                + " 1",
            "sh")
        .strip();
  }

  /** The same, stopped. */
  String stopped() throws IOException {
    String id = running();
    a.run(a.tool(), "stop", id);
    return id;
  }

  String exec(RealServer server, String id, String script) throws IOException {
    return server.told(script, server.tool(), "exec", id, "--", "sh").strip();
  }

  /** What is in a container's folder {@code /data}, with the sums of all files. */
  String content(RealServer server, String id) throws IOException {
    return content(server, "default", id);
  }

  String content(RealServer server, String pool, String id) throws IOException {
    return contentOf(server, pool + "/containers/" + id);
  }

  /** The same of a snapshot, as its server keeps it. */
  String snapshotContent(RealServer server, String id, String snapshot) throws IOException {
    return contentOf(server, "default/containers-snapshots/" + id + "/" + snapshot);
  }

  /** The root folder of what a server keeps somewhere in a pool, {@code POOL/containers/ID}. */
  private static String place(RealServer server, String place) {
    String kind = server.platform() == Platform.LXD ? "lxd" : "incus";
    return "/var/lib/%s/storage-pools/%s/rootfs".formatted(kind, place);
  }

  /**
   * With whole seconds of symbolic links and pipes: rsync leaves the rest as it is on one that it
   * made in the very second of its original's time.
   */
  private static String contentOf(RealServer server, String place) throws IOException {
    return server.told(
        "cd %s/data || exit; find . -type f ! -path './busy*' | sort | xargs sha256sum; find ."
                .formatted(place(server, place))
            + " ! -path './busy*' ! -type d -printf '%p %y %m %Ts %l\\n' | sort; find . -type f !"
            + " -path './busy*' -printf '%p %T@\\n' | sort",
        "sh");
  }

  String state(RealServer server, String id) throws IOException {
    return server.run(server.tool(), "list", "-f", "csv", "-c", "s", "^" + id + "$").strip();
  }

  String setting(RealServer server, String id, String key) throws IOException {
    return server.run(server.tool(), "config", "get", id, key).strip();
  }

  /** Takes a snapshot, in the words of either kind. */
  void snapshot(RealServer server, String id, String name) throws IOException {
    if (server.platform() == Platform.LXD) {
      server.run("lxc", "-q", "snapshot", id, name);
    } else {
      server.run("incus", "-q", "snapshot", "create", id, name);
    }
  }

  MoveRequest request(String id, boolean cloning, UnaryOperator<MoveRequest.Options> options)
      throws IOException {
    return new MoveRequest(
        new ContainerRef(name(a), "default", id),
        name(b),
        cloning,
        options.apply(MoveRequest.Options.DEFAULT));
  }

  private String name(RealServer server) throws IOException {
    return node(server).name();
  }

  /** An engine of its own on both servers, over connections that can be cut, and who hears it. */
  Operations operations(Connector connector, Limits limits, Consumer<OperationEvent> written)
      throws IOException {
    Node here = node(a);
    Node there = node(b);
    return OperationsLab.open(
        Files.createDirectories(folder.resolve("journals")),
        Drivers.over(connector, limits.answer()),
        name -> Stream.of(here, there).filter(n -> n.name().equals(name)).findFirst(),
        Moves.recipes(),
        limits,
        written);
  }

  /** Cancels a move when its first bytes have gone; it ends as cancelled. */
  void cancelled(MoveRequest request) throws Exception {
    var begun = new CountDownLatch(1);
    Operations operations =
        operations(
            a.connector(),
            LIMITS,
            event -> {
              if (event instanceof OperationEvent.Progress progress
                  && progress.round().done() > 0) {
                begun.countDown();
              }
            });
    try {
      String operation = operations.submit(new IncusWay().order(request));
      assertTrue(begun.await(60, TimeUnit.SECONDS), () -> operations.operations().toString());
      operations.act(operation, OperationAction.CANCEL);
      OperationView view = operations.await(operation);
      assertEquals(OperationView.Status.CANCELLED, view.status(), view.toString());
    } finally {
      operations.close();
    }
  }

  OperationView run(MoveRequest request) throws IOException, InterruptedException {
    return quayside.activity().await(quayside.moves().start(request));
  }

  Optional<String> gone(RealServer server, String id) throws IOException {
    return Optional.of(state(server, id)).filter(s -> !s.isEmpty());
  }

  @Override
  public void close() throws IOException {
    quayside.close();
    var there = CompletableFuture.runAsync(this::tidyTarget); // servers take a second for each
    for (String id : made) {
      a.remove(id);
    }
    for (String network : networks) {
      a.removeNetwork(network);
    }
    there.join();
  }

  private void tidyTarget() {
    try {
      for (String id : made) {
        b.remove(id);
        b.removeAside(id);
      }
      for (String network : networks) {
        b.removeNetwork(network);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
