package quayside.core.embedded;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quayside.core.embedded.store.Disk;
import quayside.transport.Endpoint;

/** Two nodes that trust each other, with a few containers: what {@code quayside demo} shows. */
public final class Demo implements AutoCloseable {
  private static final long MB = 1_000_000;
  private static final long LINK = 20 * MB; // bytes per second: a move can be watched
  private static final long BUSY = 5 * MB; // bytes per second that web-01 writes then
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
    return start(folder, writeRate, 0);
  }

  /**
   * Serves both nodes as {@link #start(Path, long)} does, but to be watched: containers of some 30
   * to 90 MB that write so much that several rounds are needed, and a link of 20 MB/s between the
   * nodes. A move then takes a handful of seconds.
   */
  public static Demo watched(Path folder) throws IOException {
    Demo demo = start(folder, MB, 10 * MB);
    for (EmbeddedNode node : demo.nodes) {
      node.faults().slow(LINK);
    }
    return demo;
  }

  /** Removes what a demo left in its folder, even while something still writes there. */
  public static void remove(Path folder) throws IOException {
    for (int left = 5; left > 0; left--) {
      try {
        Disk.deleteTree(folder);
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException _) {
        // a writer was quicker
      }
    }
    Disk.deleteTree(folder);
  }

  private static Demo start(Path folder, long writeRate, long unit) throws IOException {
    boolean fresh = Files.notExists(folder.resolve("harbor-a"));
    EmbeddedNode a = node(folder, "harbor-a", 1_000_000, writeRate);
    boolean ready = false;
    try {
      EmbeddedNode b = node(folder, "harbor-b", 80_000_000, writeRate);
      try {
        if (fresh) {
          fill(a, b, unit);
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

  private static void fill(EmbeddedNode a, EmbeddedNode b, long unit) throws IOException {
    container(a, "web-01", content(1, 9 * unit), "192.0.2.11/32", true);
    container(a, "mail-01", content(2, 5 * unit), "192.0.2.12/32", true);
    container(a, "build-07", content(3, 6 * unit), "192.0.2.13/32", false);
    container(b, "db-01", content(4, 8 * unit), "192.0.2.21/32", true);
    container(b, "wiki", content(5, 3 * unit), "192.0.2.22/32", false);
    if (unit > 0) {
      a.setWriteRate("web-01", BUSY);
    }
  }

  private static DemoContent content(long seed, long bytes) {
    return bytes == 0 ? DemoContent.small(seed) : new DemoContent(600, bytes, seed);
  }

  private static void container(
      EmbeddedNode node, String id, DemoContent content, String address, boolean running)
      throws IOException {
    node.create(id, content);
    node.configure(id, "hostname", id + ".example.org");
    node.configure(id, "net_interfaces", List.of(netif(address, content.seed())));
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
