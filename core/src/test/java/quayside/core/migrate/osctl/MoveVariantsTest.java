package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.embedded.EmbeddedNode.Protocol;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.ContainerRef;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.problem.Problem;

/** Nodes of other kinds: old and new grammars, several pools, logins by sudo; names that hurt. */
@Timeout(120)
final class MoveVariantsTest {
  @TempDir Path folder;

  private static EmbeddedNode.Options far(EmbeddedNode.Options options) {
    return options.withFirstHostId(80_000_000);
  }

  private static String state(EmbeddedNode node, String id) throws IOException {
    return node.call("ct_show", Map.of("id", id)) instanceof Map<?, ?> ct
        ? String.valueOf(ct.get("state"))
        : "";
  }

  private static boolean empty(EmbeddedNode node) throws IOException {
    return List.of().equals(node.call("ct_list", Map.of()));
  }

  private static OperationView succeed(RealPair pair, UnaryOperator<MoveRequest.Options> options)
      throws Exception {
    OperationView view = pair.run(RealPair.request(false, options));
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    return view;
  }

  @ParameterizedTest
  @CsvSource({"ID,ID", "ID,TOKEN", "TOKEN,ID"})
  void bothGrammarsAreUnderstoodInEitherDirection(Protocol source, Protocol target)
      throws Exception {
    try (var pair =
        new RealPair(folder, o -> o.withProtocol(source), o -> far(o).withProtocol(target))
            .ready()) {
      pair.a.setWriteRate("web", 0);
      var before = pair.a.files("web");
      OperationView _ = succeed(pair, o -> o.withAsId("web2"));
      assertTrue(empty(pair.a));
      assertEquals("running", state(pair.b, "web2"));
      pair.b.setWriteRate("web2", 0);
      assertTrue(
          before.differences(pair.b.files("web2")).stream().allMatch(d -> d.contains("journal")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOKEN", "ID"})
  void aContainerGoesToTheWantedPool(Protocol grammar) throws Exception {
    try (var pair =
        new RealPair(
                folder,
                o -> o,
                o -> far(o).withProtocol(grammar).withPools(List.of("tank", "slow")))
            .ready()) {
      var request = RealPair.request(false, o -> o.withToPool("slow"));
      Finding key =
          pair.quayside().moves().check(request).findings().stream()
              .filter(f -> f.code().equals("key-unauthorized")) // each pool has its own keys
              .findFirst()
              .orElseThrow();
      pair.quayside().moves().fix(request, key.fix().orElseThrow());
      OperationView _ = succeed(pair, o -> o.withToPool("slow"));
      assertTrue(empty(pair.a));
      assertEquals("running", state(pair.b, "slow:web"));
      assertThrows(IOException.class, () -> state(pair.b, "tank:web"));
    }
  }

  @Test
  void theSameIdInAnotherPoolOfTheTargetIsTaken() throws Exception {
    try (var pair =
        new RealPair(folder, o -> o, o -> far(o).withPools(List.of("tank", "slow"))).ready()) {
      pair.b.create("web", quayside.core.embedded.DemoContent.small(2));
      var request = RealPair.request(false, o -> o.withToPool("slow"));
      assertFalse(pair.quayside().moves().check(request).possible());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOrdinaryUserMovesBySudo(boolean cloning) throws Exception {
    try (var pair = new RealPair(folder).ready().bySudo()) {
      OperationView view = pair.run(RealPair.request(cloning, o -> o.withAsId("web2")));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertTrue(view.bytesDone() > 1 << 20, view.toString());
      assertTrue(view.stop().isPresent(), view.toString());
      assertEquals("running", state(pair.b, "web2"));
      assertEquals(!cloning, empty(pair.a));
    }
  }

  /** Each becomes a refusal in words; nothing of it is asked of a node. */
  @ParameterizedTest
  @ValueSource(strings = {"a b", "a'b", "a\"b", "$(reboot)", "`id`", "a\nb", "a;b", "-r", "../x"})
  void namesThatHurtAreRefusedInWords(String name) throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      var moves = pair.quayside().moves();
      var source = MoveRequest.of(new ContainerRef("a", "tank", name), "b", false);
      for (MoveRequest request :
          List.of(
              source,
              RealPair.request(false, o -> o.withAsId(name)),
              RealPair.request(false, o -> RealPair.asUser(o, name)),
              RealPair.request(false, o -> RealPair.asGroup(o, name)),
              RealPair.request(false, o -> o.withToPool(name)))) {
        var refused = assertThrows(IOException.class, () -> moves.start(request));
        assertFalse(Problem.of(refused).sentence().isEmpty());
        assertFalse(Problem.of(refused).code().equals("unexpected"), refused.toString());
      }
      assertTrue(pair.quayside().activity().operations().isEmpty());
      assertTrue(empty(pair.b));
      assertEquals("running", state(pair.a, "web"));
    }
  }
}
