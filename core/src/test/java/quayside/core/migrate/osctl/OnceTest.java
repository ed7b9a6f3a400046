package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** Trust that comes with a move and goes with it, between nodes that do not know each other. */
@Timeout(120)
class OnceTest {
  @TempDir Path folder;

  private static MoveRequest once() {
    return RealPair.request(false, o -> o.withSpecial(OsctlOptions.DEFAULT.withOnce(true)));
  }

  private static List<Map<?, ?>> accepted(EmbeddedNode node) throws IOException {
    Object list = node.call("receive_authkey_list", Map.of());
    return Optional.ofNullable(list).map(l -> (List<?>) l).orElse(List.of()).stream()
        .<Map<?, ?>>map(key -> (Map<?, ?>) key)
        .toList();
  }

  private static OperationView run(RealPair pair) throws Exception {
    return pair.quayside().activity().await(pair.quayside().moves().start(once()));
  }

  @Test
  void aContainerIsMovedAndNothingOfTheTrustIsLeft() throws Exception {
    try (var pair = new RealPair(folder)) {
      pair.a.startContainer("web");
      OperationView moved = run(pair);
      assertEquals(Status.SUCCEEDED, moved.status(), moved.toString());
      assertEquals(List.of(), accepted(pair.b));
      assertTrue(moved.steps().stream().anyMatch(s -> s.name().equals("trust")), moved.toString());
      assertEquals(List.of(), pair.a.call("ct_list", Map.of()));
    }
  }

  @Test
  void itIsForOneUseForThisIdAndFromTheAddressThatTheTargetSees() throws Exception {
    try (var pair = new RealPair(folder)) {
      pair.b.faults().hang("receive_base");
      String id = pair.quayside().moves().start(once());
      assertTrue(pair.b.faults().awaitHanging("receive_base", Duration.ofSeconds(60)));
      Map<?, ?> key = accepted(pair.b).getFirst();
      assertTrue(String.valueOf(key.get("name")).startsWith(OnceKey.PREFIX), key.toString());
      assertEquals("web", key.get("ctid"));
      assertEquals("127.0.0.1", key.get("from"));
      assertEquals(true, key.get("single_use"));
      assertEquals(true, key.get("in_use"));
      assertEquals(null, key.get("passphrase"));
      pair.b.faults().clear();
      OperationView moved = pair.quayside().activity().await(id);
      assertEquals(Status.SUCCEEDED, moved.status(), moved.toString());
      assertEquals(List.of(), accepted(pair.b));
    }
  }

  @Test
  void whereTheAddressCannotBeKnownItIsLeftOutAndSaid() throws Exception {
    try (var pair = new RealPair(folder)) {
      pair.b.faults().fail("printenv");
      String plan = pair.quayside().moves().check(once()).findings().toString();
      assertTrue(plan.contains("from any address, because it is not known how b sees a"), plan);
      OperationView moved = run(pair);
      assertEquals(Status.SUCCEEDED, moved.status(), moved.toString());
    }
  }

  @Test
  void aMoveThatFailsTakesItsKeyAlong() throws Exception {
    try (var pair = new RealPair(folder)) {
      pair.b.faults().fail("receive_base");
      assertEquals(Status.FAILED, run(pair).status());
      assertEquals(List.of(), accepted(pair.b));
    }
  }

  @Test
  void aMoveThatIsCancelledTakesItsKeyAlong() throws Exception {
    try (var pair = new RealPair(folder)) {
      pair.a.startContainer("web");
      var request =
          new MoveRequest(
              once().source(),
              "b",
              false,
              once().options().withSwitchOver(new MoveRequest.SwitchOver.WhenTold()));
      String id = pair.quayside().moves().start(request);
      assertEquals(Status.WAITING, pair.quayside().activity().await(id).status());
      assertEquals(1, accepted(pair.b).size());
      pair.quayside().activity().act(id, OperationAction.CANCEL);
      OperationView over = pair.over(id);
      assertEquals(Status.CANCELLED, over.status(), over.toString());
      assertEquals(List.of(), accepted(pair.b));
    }
  }

  @Test
  void whoIsTrustedAnywayNeedsNoKeyAndKeepsTheTrust() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      assertEquals(Status.SUCCEEDED, run(pair).status());
      assertEquals(1, accepted(pair.b).size());
      assertEquals("a", accepted(pair.b).getFirst().get("name"));
    }
  }

  @Test
  void aLimitThatAPersonSetIsNotGoneAround() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      String key = String.valueOf(accepted(pair.b).getFirst().get("pubkey"));
      pair.b.call("receive_authkey_delete", Map.of("name", "a"));
      pair.b.call("receive_authkey_add", Map.of("name", "own", "public_key", key, "ctid", "x*"));
      assertFalse(pair.quayside().moves().check(once()).possible());
      assertEquals(1, accepted(pair.b).size());
    }
  }
}
