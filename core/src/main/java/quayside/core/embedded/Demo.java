package quayside.core.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quayside.transport.Endpoint;

/** Two nodes that trust each other, with a few containers: what {@code quayside demo} shows. */
public final class Demo implements AutoCloseable {
  private final List<EmbeddedNode> nodes;

  private Demo(List<EmbeddedNode> nodes) {
    this.nodes = nodes;
  }

  /**
   * Serves both nodes from a folder; if it holds a demo already, that one goes on.
   *
   * @param writeRate bytes per second that each running container writes
   */
  public static Demo start(Path folder, long writeRate) throws IOException {
    boolean fresh = Files.notExists(folder.resolve("harbor-a"));
    EmbeddedNode a = node(folder, "harbor-a", 1_000_000, writeRate);
    boolean ready = false;
    try {
      EmbeddedNode b = node(folder, "harbor-b", 80_000_000, writeRate);
      try {
        if (fresh) {
          fill(a, b);
          a.trustAt(b);
          b.trustAt(a);
        }
        ready = true;
        return new Demo(List.of(a, b));
      } finally {
        if (!ready) {
          b.close();
        }
      }
    } finally {
      if (!ready) {
        a.close();
      }
    }
  }

  private static EmbeddedNode node(Path folder, String name, long firstId, long writeRate)
      throws IOException {
    return EmbeddedNode.start(
        folder.resolve(name),
        EmbeddedNode.Options.named(name).withFirstHostId(firstId).withWriteRate(writeRate));
  }

  private static void fill(EmbeddedNode a, EmbeddedNode b) throws IOException {
    container(a, "web-01", 1, "192.0.2.11/32", true);
    container(a, "mail-01", 2, "192.0.2.12/32", true);
    container(a, "build-07", 3, "192.0.2.13/32", false);
    container(b, "db-01", 4, "192.0.2.21/32", true);
    container(b, "wiki", 5, "192.0.2.22/32", false);
  }

  private static void container(
      EmbeddedNode node, String id, long seed, String address, boolean running) throws IOException {
    node.create(id, DemoContent.small(seed));
    node.configure(id, "hostname", id + ".example.org");
    node.configure(id, "net_interfaces", List.of(netif(address, seed)));
    if (running) {
      node.startContainer(id);
    }
  }

  private static Map<String, Object> netif(String address, long number) {
    var netif = new LinkedHashMap<String, Object>();
    netif.put("type", "bridge");
    netif.put("name", "eth0");
    netif.put("hwaddr", String.format("00:16:3e:00:00:%02x", number));
    netif.put("max_tx", 0);
    netif.put("max_rx", 0);
    netif.put("tx_queues", 1);
    netif.put("rx_queues", 1);
    netif.put("ip_addresses", Map.of("v4", List.of(address), "v6", List.of()));
    netif.put("link", "lxcbr0");
    netif.put("dhcp", false);
    netif.put("gateways", Map.of("v4", "auto", "v6", "auto"));
    return netif;
  }

  /** The nodes: harbor-a and harbor-b. */
  public List<EmbeddedNode> nodes() {
    return nodes;
  }

  /** How the desktop reaches one of them. */
  public static Endpoint.Ssh endpoint(EmbeddedNode node) {
    return Endpoint.Ssh.parse("ssh://root@127.0.0.1:" + node.port())
        .withIdentity(node.rootKeyFile())
        .withHostKey(node.hostKeySha256());
  }

  /** Stops both; the folder stays. */
  @Override
  public void close() {
    nodes.forEach(EmbeddedNode::close);
  }
}
