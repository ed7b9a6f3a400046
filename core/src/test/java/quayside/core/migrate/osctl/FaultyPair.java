package quayside.core.migrate.osctl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.Drivers;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.embedded.FileTree;
import quayside.core.embedded.faults.Faults;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/**
 * Two embedded nodes on which something breaks when a step begins; the desktop's way can be cut.
 */
final class FaultyPair implements AutoCloseable {
  private static final Limits TIGHT =
      new Limits(
          Duration.ofSeconds(4),
          Duration.ofMillis(1500),
          Duration.ofMillis(300),
          Duration.ofMillis(1200),
          Duration.ofSeconds(3),
          Duration.ofMillis(20));

  private static final Map<String, String> ON_SOURCE =
      Map.of(
          "config", "ct_send_config",
          "rootfs", "ct_send_rootfs",
          "sync", "ct_send_sync",
          "switch", "ct_send_state",
          "cleanup", "ct_send_cleanup");

  private static final Map<String, String> ON_TARGET =
      Map.of(
          "config", "receive_skel",
          "rootfs", "receive_base",
          "sync", "receive_incremental",
          "switch", "receive_transfer");

  private static final Set<String> STREAMS = Set.of("rootfs", "sync", "switch");

  /** Ways to fail. */
  enum Fault {
    REFUSED_BY_SOURCE,
    REFUSED_BY_TARGET,
    HANGS,
    CONNECTION_CUT,
    STREAM_CUT,
    SOURCE_DOWN,
    TARGET_DOWN,
    GARBAGE,
    DISK_FULL,
    KEY_REVOKED;

    boolean concerns(String step) {
      return switch (this) {
        case REFUSED_BY_SOURCE, HANGS -> ON_SOURCE.containsKey(step);
        case REFUSED_BY_TARGET, KEY_REVOKED -> ON_TARGET.containsKey(step);
        case STREAM_CUT, DISK_FULL -> STREAMS.contains(step);
        case CONNECTION_CUT, SOURCE_DOWN, TARGET_DOWN, GARBAGE -> true;
      };
    }

    /** Half of them end by going on, half by taking back; a clone the other way round. */
    boolean takenBack() {
      return switch (this) {
        case REFUSED_BY_SOURCE, HANGS, STREAM_CUT, TARGET_DOWN, DISK_FULL -> true;
        case REFUSED_BY_TARGET, CONNECTION_CUT, SOURCE_DOWN, GARBAGE, KEY_REVOKED -> false;
      };
    }

    boolean alsoForClones() {
      return switch (this) {
        case REFUSED_BY_SOURCE, HANGS, CONNECTION_CUT, SOURCE_DOWN -> true;
        case REFUSED_BY_TARGET, STREAM_CUT, TARGET_DOWN, GARBAGE, DISK_FULL, KEY_REVOKED -> false;
      };
    }
  }

  final EmbeddedNode a;
  final EmbeddedNode b;
  private final Path folder;
  private final CountingProxy way;
  private int count;
  private @Nullable FileTree wanted;

  FaultyPair(Path folder) throws IOException {
    this.folder = folder;
    a = node("a", 1_000_000);
    b = node("b", 80_000_000);
    way = new CountingProxy(a.port());
  }

  private EmbeddedNode node(String name, long firstId) throws IOException {
    return EmbeddedNode.start(
        folder.resolve(name),
        EmbeddedNode.Options.named(name)
            .withFirstHostId(firstId)
            .withWriteRate(0)
            .withTimes(Duration.ofMillis(10), Duration.ofMillis(10)));
  }

  /** A fresh running container. */
  String container() throws IOException {
    String id = "ct" + ++count;
    a.create(id, DemoContent.small(count));
    a.startContainer(id);
    wanted = a.files(id);
    return id;
  }

  /** The files that shall arrive. */
  FileTree wanted() {
    return Objects.requireNonNull(wanted);
  }

  OperationView run(String id, boolean cloning, String step, Fault fault) throws Exception {
    Consumer<OperationEvent> hook =
        event -> {
          if (event instanceof OperationEvent.StepStarted started) {
            begin(id, started.step(), step, fault);
          }
        };
    try (Operations operations = open(id, TIGHT, hook)) {
      var request = MoveRequest.of(new ContainerRef("a", "tank", id), "b", cloning);
      return operations.await(operations.submit(new OsctlWay().order(request)));
    }
  }

  /** The program is started anew and asked to end what was begun. */
  OperationView act(OperationView view, OperationAction action) throws Exception {
    try (Operations operations =
        open(view.source().container().orElseThrow().id(), OperationsLab.SHORT, _ -> {})) {
      operations.act(view.id(), action);
      return operations.await(view.id());
    }
  }

  private void begin(String id, String step, String broken, Fault fault) {
    try {
      if (step.equals("sync")) { // so that there is something to sync
        Files.writeString(a.tree(id).resolve("srv/www/html/late.txt"), "late ".repeat(20_000));
        wanted = a.files(id);
      }
      if (step.equals(broken)) {
        breakNow(step, fault);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void breakNow(String step, Fault fault) {
    String onTarget = ON_TARGET.getOrDefault(step, "");
    var _ =
        switch (fault) {
          case REFUSED_BY_SOURCE -> a.faults().fail(ON_SOURCE.getOrDefault(step, ""));
          case REFUSED_BY_TARGET -> b.faults().fail(onTarget);
          case HANGS ->
              onTarget.isEmpty()
                  ? a.faults().hang(ON_SOURCE.getOrDefault(step, ""))
                  : b.faults().hang(onTarget);
          case CONNECTION_CUT -> {
            way.cutAfter(2500);
            yield a.faults();
          }
          case STREAM_CUT -> b.faults().cutAfter(step.equals("rootfs") ? 200_000 : 20);
          case SOURCE_DOWN -> a.faults().with(Faults.Kind.DAEMON_DOWN);
          case TARGET_DOWN -> b.faults().with(Faults.Kind.DAEMON_DOWN);
          case GARBAGE -> a.faults().with(Faults.Kind.GARBAGE);
          case DISK_FULL -> b.faults().with(Faults.Kind.DISK_FULL);
          case KEY_REVOKED -> b.faults().with(Faults.Kind.REJECT_KEY);
        };
  }

  /** Lets both nodes answer the test, without waking what hangs. */
  void reachable() {
    for (EmbeddedNode node : List.of(a, b)) {
      var _ = node.faults().without(Faults.Kind.DAEMON_DOWN).without(Faults.Kind.GARBAGE);
    }
  }

  /** Ends all faults. */
  void heal() {
    a.faults().clear();
    b.faults().clear();
    way.cutAfter(Long.MAX_VALUE / 2);
  }

  /** Removes a container from both nodes. */
  void forget(String id) throws IOException {
    for (EmbeddedNode node : List.of(a, b)) {
      if (states(node).containsKey(id)) {
        node.call("ct_delete", Map.of("id", id, "force", true, "manipulation_lock", "wait"));
      }
    }
  }

  /** States by id, as a node's own command says. */
  Map<String, String> states(EmbeddedNode node) throws IOException {
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

  private Operations open(String id, Limits limits, Consumer<OperationEvent> written)
      throws IOException {
    Path journal = Files.createDirectories(folder.resolve("journal-" + id));
    Drivers drivers =
        Drivers.over(
            Connectors.ssh(SshSettings.in(folder.resolve("ssh")), HostKeys.REFUSING, Secrets.NONE));
    return OperationsLab.open(
        journal,
        drivers,
        name -> Optional.of(name.equals("a") ? at(a, way.port()) : at(b, b.port())),
        Moves.recipes(),
        limits,
        written);
  }

  private static Node at(EmbeddedNode node, int port) {
    var address =
        Endpoint.Ssh.parse("ssh://root@127.0.0.1:" + port)
            .withIdentity(node.rootKeyFile())
            .withHostKey(node.hostKeySha256());
    var peer = new PeerAddress("127.0.0.1", node.port());
    return new Node(node.name(), Platform.VPSADMINOS, address, Optional.of(peer));
  }

  @Override
  public void close() throws IOException {
    way.close();
    a.close();
    b.close();
  }
}
