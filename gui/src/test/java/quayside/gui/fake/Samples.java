package quayside.gui.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quayside.core.fleet.NodeView;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceSnapshot;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Round;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.OperationView.StepState;
import quayside.core.operation.OperationView.StepView;
import quayside.core.operation.Place;
import quayside.core.problem.Problem;
import quayside.transport.Endpoint;

/** Made-up nodes, containers and operations. */
public final class Samples {
  private static final String[] NAMES = {
    "web-01",
    "web-02",
    "db-main",
    "mail",
    "build-7",
    "cache",
    "old-wiki",
    "ci-runner",
    "vpn",
    "metrics",
    "shop-stage",
    "dns-a"
  };

  private Samples() {}

  /** What a node with one pool says of itself. */
  public static NodeFacts facts(long free, long used) {
    var pool = new NodeFacts.Pool("tank", "active", OptionalLong.of(free), OptionalLong.of(used));
    return new NodeFacts(
        "24.05", "x86_64", List.of(pool), List.of(), List.of("/default"), Set.of());
  }

  /** A node that answers. */
  public static NodeView node(String name, long free, long used, List<Container> containers) {
    return new NodeView(
        book(name),
        NodeView.Status.READY,
        Optional.of(facts(free, used)),
        containers,
        Optional.of(Instant.now()),
        Optional.empty(),
        Optional.empty());
  }

  /** A node that does not answer any more. */
  public static NodeView lost(String name, List<Container> containers) {
    return new NodeView(
        book(name),
        NodeView.Status.UNREACHABLE,
        Optional.empty(),
        containers,
        Optional.of(Instant.now().minusSeconds(740)),
        Optional.of(
            new Problem(
                "unreachable",
                "Not reachable",
                name + " does not answer on port 22.",
                "Check the network.",
                "")),
        Optional.of(Instant.now().plusSeconds(40)));
  }

  private static Node book(String name) {
    return new Node(name, Platform.VPSADMINOS, Endpoint.Ssh.of(name), Optional.empty());
  }

  /** Some containers of a node. */
  public static List<Container> containers(String node, int count) {
    List<Container> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = i < NAMES.length ? NAMES[i] : "ct-" + (100 + i);
      ContainerState state =
          i == 4
              ? ContainerState.FROZEN
              : i == 6 || i == 10 ? ContainerState.STOPPED : ContainerState.RUNNING;
      all.add(container(node, id, state, i));
    }
    return all;
  }

  /** One container. */
  public static Container container(String node, String id, ContainerState state, int i) {
    boolean runs = state != ContainerState.STOPPED;
    return new Container(
        new ContainerRef(node, "tank", id),
        state,
        id,
        "/default",
        "tank/ct/" + id,
        i % 3 == 0 ? "debian" : i % 3 == 1 ? "alpine" : "ubuntu",
        i % 3 == 0 ? "12" : i % 3 == 1 ? "3.20" : "24.04",
        Optional.of(id + ".example.org"),
        runs ? OptionalLong.of(4000 + i) : OptionalLong.empty(),
        runs ? OptionalLong.of((38 + 97L * i * i) * 1_000_000L) : OptionalLong.empty(),
        runs ? OptionalLong.of(91_000_000L * (i + 1)) : OptionalLong.empty(),
        OptionalLong.of((280 + 3_100L * i) * 1_000_000L),
        runs ? List.of("10.0.4." + (21 + i) + "/24") : List.of(),
        Map.of());
  }

  /** A snapshot of an instance. */
  public static InstanceSnapshot snapshot(String name, String at) {
    return new InstanceSnapshot(
        name,
        Optional.of(Instant.parse(at)),
        Optional.empty(),
        false,
        OptionalLong.of(1_240_000_000L),
        InstanceSettings.DEFAULT);
  }

  /** A fleet as in the drawings. */
  public static List<NodeView> fleet() {
    return List.of(
        node("harbor-a", 412_000_000_000L, 690_000_000_000L, containers("harbor-a", 12)),
        node("harbor-b", 620_000_000_000L, 380_000_000_000L, containers("harbor-b", 9)),
        node("lxd-old", 40_000_000_000L, 900_000_000_000L, containers("lxd-old", 6)),
        lost("edge-pi-3", containers("edge-pi-3", 2)),
        new NodeView(
            book("edge-pi-4"),
            NodeView.Status.CONNECTING,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** An export of a container into a file, or the import of it. */
  public static OperationView transfer(
      String id, OperationView.Kind kind, Status status, Set<OperationAction> actions) {
    OperationView like = operation(id, "mail", status, 2, actions);
    Place file = new Place.InFile("/srv/archives/mail-20261121-1349.tar");
    boolean out = kind == OperationView.Kind.EXPORT;
    return new OperationView(
        id,
        kind,
        out ? like.source() : file,
        out ? file : like.target(),
        like.started(),
        like.ended(),
        status,
        List.of(
            new StepView("check", StepState.DONE, ""),
            new StepView("snapshot", StepState.DONE, ""),
            new StepView("rootfs", StepState.RUNNING, ""),
            new StepView("stop", StepState.TO_DO, ""),
            new StepView("increment", StepState.TO_DO, ""),
            new StepView("verify", StepState.TO_DO, ""),
            new StepView("finish", StepState.TO_DO, "")),
        like.rounds(),
        like.bytesPerSecond(),
        like.timeLeft(),
        Optional.empty(),
        Optional.empty(),
        like.problem(),
        like.leftovers(),
        actions);
  }

  /** An operation. */
  public static OperationView operation(
      String id, String container, Status status, int running, Set<OperationAction> actions) {
    String[] names = {"check", "config", "rootfs", "sync", "switch", "verify", "cleanup"};
    List<StepView> steps = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      steps.add(
          new StepView(
              names[i],
              i < running ? StepState.DONE : i == running ? StepState.RUNNING : StepState.TO_DO,
              ""));
    }
    boolean busy = status == Status.RUNNING;
    boolean bad = status == Status.FAILED || status == Status.INTERRUPTED;
    List<Round> rounds =
        running < 3
            ? List.of(new Round("rootfs", 4_400_000_000L, 12_900_000_000L))
            : List.of(
                new Round("rootfs", 28_000_000_000L, 28_000_000_000L),
                new Round("sync 1", 2_900_000_000L, 2_900_000_000L),
                new Round("sync 2", 1_000_000_000L, 7_700_000_000L));
    return new OperationView(
        id,
        OperationView.Kind.MOVE,
        new Place.OnNode("harbor-a", "tank", container),
        new Place.OnNode("harbor-b", "", container),
        Instant.now().minusSeconds(70),
        status == Status.SUCCEEDED ? Optional.of(Instant.now()) : Optional.empty(),
        status,
        steps,
        rounds,
        busy ? OptionalLong.of(112_000_000L) : OptionalLong.empty(),
        busy ? Optional.of(Duration.ofSeconds(58)) : Optional.empty(),
        running == 3 && !bad
            ? Optional.of(new OperationView.Forecast(90_000_000L, Duration.ofMillis(1400)))
            : Optional.empty(),
        status == Status.SUCCEEDED
            ? Optional.of(
                new OperationView.StopTime(
                    Duration.ofMillis(820),
                    Duration.ofMillis(300),
                    Duration.ofMillis(520),
                    Duration.ofMillis(14)))
            : Optional.empty(),
        bad
            ? Optional.of(
                new Problem(
                    "disconnected",
                    "Connection lost",
                    "Connection to harbor-b lost during sync 2. "
                        + container
                        + " runs on harbor-a; nothing is lost.",
                    "",
                    "trace"))
            : Optional.empty(),
        List.of(),
        actions);
  }
}
