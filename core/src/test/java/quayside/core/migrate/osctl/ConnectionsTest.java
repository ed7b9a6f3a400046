package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.Quayside;
import quayside.core.embedded.Demo;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.fleet.NodeView;
import quayside.core.home.Home;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView.Status;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.lab.FreezingProxy;

/** How often the program logs in to nodes. */
@Timeout(90)
class ConnectionsTest {
  @TempDir Path folder;

  private static Node page(EmbeddedNode node, FreezingProxy through) {
    Endpoint.Ssh at = Demo.endpoint(node);
    var address =
        new Endpoint.Ssh(
            at.host(),
            OptionalInt.of(through.port()),
            at.user(),
            at.identity(),
            at.hostKey(),
            false,
            at.timeout());
    var peer = Optional.of(new PeerAddress("127.0.0.1", node.port()));
    return new Node(node.name(), Platform.VPSADMINOS, address, peer);
  }

  private static void ready(Quayside quayside, Node node) throws IOException {
    quayside.fleet().add(node);
    assertEquals(NodeView.Status.READY, quayside.fleet().refresh(node.name()).status());
  }

  /** A dialog checks whenever something was changed in it. */
  @Test
  void manyChecksAndTheMoveAfterThemShareALogin() throws Exception {
    try (var pair = new RealPair(folder).ready();
        var toA = new FreezingProxy(pair.a.port());
        var toB = new FreezingProxy(pair.b.port());
        Quayside quayside =
            Quayside.open(
                Home.in(folder.resolve("desktop")),
                SshSettings.in(folder.resolve("ssh")),
                HostKeys.REFUSING,
                Secrets.NONE)) {
      ready(quayside, page(pair.a, toA));
      ready(quayside, page(pair.b, toB));
      int loginsAtA = toA.accepted();
      int loginsAtB = toB.accepted();
      Moves moves = quayside.moves();
      MoveRequest request = RealPair.request(true, o -> o);
      for (int i = 0; i < 4; i++) {
        assertTrue(moves.check(request).possible());
      }
      assertEquals(loginsAtA + 1, toA.accepted());
      assertEquals(loginsAtB + 1, toB.accepted());
      String id = moves.start(request);
      assertEquals(Status.SUCCEEDED, quayside.activity().await(id).status());
      assertTrue(moves.check(request).toString().contains("id-taken"));
      // the move has a second one to each, for what goes on beside
      assertTrue(toA.accepted() <= loginsAtA + 2, toA.accepted() + " after " + loginsAtA);
      assertTrue(toB.accepted() <= loginsAtB + 2, toB.accepted() + " after " + loginsAtB);
    }
  }
}
