package quayside.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.Quayside;
import quayside.core.driver.ContainerAction;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.home.Home;
import quayside.core.model.ContainerState;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.problem.Problem;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** The whole engine on embedded nodes, over real SSH. */
@Timeout(90)
class EmbeddedFleetTest {
  @TempDir Path folder;

  private Quayside open() throws IOException {
    return Quayside.open(
        Home.in(folder.resolve("home")), SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE);
  }

  private static Node page(EmbeddedNode node) {
    var address =
        new Endpoint.Ssh(
            "127.0.0.1",
            OptionalInt.of(node.port()),
            Optional.of("root"),
            Optional.of(node.rootKeyFile()),
            Optional.of(node.hostKeySha256()),
            false,
            Endpoint.DEFAULT_TIMEOUT);
    return new Node(node.name(), Platform.VPSADMINOS, address, Optional.empty());
  }

  private EmbeddedNode serve(int port) throws IOException {
    return EmbeddedNode.start(
        folder.resolve("n1"), new EmbeddedNode.Options("n1", port, EmbeddedNode.Protocol.TOKEN));
  }

  @Test
  void followsANodeThroughChangeLossAndReturn() throws IOException, InterruptedException {
    var heard = new LinkedBlockingQueue<List<NodeView>>();
    EmbeddedNode node = serve(0);
    int port = node.port();
    try (Quayside quayside = open()) {
      quayside.fleet().watch(heard::add);
      node.create("web", DemoContent.small(1));
      assertEquals("24.05.0", quayside.fleet().check(page(node)).version());
      quayside.fleet().add(page(node));
      await(heard, v -> v.containers().size() == 1);
      var web = quayside.fleet().find("n1:web");
      quayside.fleet().act(web, ContainerAction.START);
      await(heard, v -> v.containers().getFirst().state() == ContainerState.RUNNING);
      node.create("db", DemoContent.small(2));
      await(heard, v -> v.containers().size() == 2);
      node.close();
      NodeView lost = await(heard, v -> v.status() == NodeView.Status.UNREACHABLE);
      assertEquals(2, lost.containers().size());
      assertTrue(lost.problem().isPresent());
      var e = assertThrows(IOException.class, () -> quayside.fleet().find("n1:web"));
      assertFalse(Problem.of(e).sentence().isBlank());
      node = serve(port);
      NodeView back = quayside.fleet().refresh("n1");
      assertEquals(NodeView.Status.READY, back.status());
      assertEquals(2, back.containers().size());
    } finally {
      node.close();
    }
  }

  @Test
  void theEngineClosesAtOnce() throws IOException {
    try (EmbeddedNode node = serve(0)) {
      Quayside quayside = open();
      quayside.fleet().add(page(node));
      quayside.fleet().refresh("n1");
      long begin = System.nanoTime();
      quayside.close();
      assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5));
      assertEquals(List.of(), quayside.fleet().nodes());
    }
  }

  private static NodeView await(
      LinkedBlockingQueue<List<NodeView>> heard, Predicate<NodeView> wanted)
      throws InterruptedException {
    List<NodeView> last = List.of();
    List<NodeView> nodes = heard.poll(20, TimeUnit.SECONDS);
    while (nodes != null) {
      last = nodes;
      if (!nodes.isEmpty() && wanted.test(nodes.getFirst())) {
        return nodes.getFirst();
      }
      nodes = heard.poll(20, TimeUnit.SECONDS);
    }
    throw new AssertionError("not heard; last was " + last);
  }
}
