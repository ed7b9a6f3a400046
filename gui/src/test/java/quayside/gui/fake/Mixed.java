package quayside.gui.fake;

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
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;

/** A made-up fleet of all kinds of nodes. */
public final class Mixed {
  private static final Map<String, String> HALF =
      Map.of("user.quayside.move", "0a1b2c3d4e5f6071 COPIED -");

  private Mixed() {}

  /** Two vpsAdminOS nodes, two Incus servers and an LXD server. */
  public static List<NodeView> fleet() {
    return List.of(
        Samples.node("harbor-a", 412_000_000_000L, 690_000_000_000L, containers("harbor-a", 12)),
        Samples.node("harbor-b", 620_000_000_000L, 380_000_000_000L, containers("harbor-b", 9)),
        server("ams-incus-1", Platform.INCUS, "https://10.0.7.1:8443", "6.0.4", 10),
        server("ams-incus-2", Platform.INCUS, "ssh://root@10.0.7.2", "6.0.4", 5),
        server("lxd-old", Platform.LXD, "ssh://root@10.0.8.1", "5.0.2", 6));
  }

  private static List<Container> containers(String node, int count) {
    return Samples.containers(node, count);
  }

  private static NodeView server(
      String name, Platform platform, String address, String version, int count) {
    var pools =
        List.of(
            new NodeFacts.Pool(
                "default", "active", OptionalLong.of(91_000_000_000L), OptionalLong.of(9L << 32)),
            new NodeFacts.Pool(
                "fast", "active", OptionalLong.of(310_000_000_000L), OptionalLong.of(9L << 34)));
    var facts =
        new NodeFacts(
            version,
            "x86_64",
            pools,
            List.of(),
            List.of(),
            Set.of("br0"),
            Set.of("default:default"),
            Set.of("default", "shop"));
    List<Container> instances = new ArrayList<>();
    for (Container each : containers(name, count)) {
      instances.add(instance(each, instances.size() % 4 == 3 ? "shop" : "default"));
    }
    return new NodeView(
        new Node(name, platform, Endpoint.parse(address), Optional.empty()),
        NodeView.Status.READY,
        Optional.of(facts),
        instances,
        Optional.of(Instant.now()),
        Optional.empty(),
        Optional.empty());
  }

  private static Container instance(Container like, String project) {
    return new Container(
        new ContainerRef(like.ref().node(), project, like.ref().id()),
        like.state(),
        "",
        "",
        "default",
        like.distribution(),
        like.version(),
        Optional.of(like.ref().id()),
        like.initPid(),
        like.memory(),
        like.cpuTime(),
        OptionalLong.empty(),
        like.addresses(),
        Map.of(
            "profiles",
            List.of("default", "web"),
            "snapshots",
            List.of(Map.of(), Map.of()),
            "config",
            like.ref().id().equals("old-wiki") ? HALF : Map.of(),
            "ephemeral",
            like.ref().id().equals("build-7")));
  }
}
