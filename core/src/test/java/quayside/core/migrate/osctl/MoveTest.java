package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.PeerAddress;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** Real files over real connections between two embedded nodes. */
@Timeout(120)
final class MoveTest {
  @TempDir Path folder;

  private static List<Container> on(RealPair pair, String node) throws IOException {
    var it = node.equals("a") ? pair.a : pair.b;
    try (ContainerDriver driver = pair.quayside().drivers().open(pair.node(it, Optional.empty()))) {
      return driver.list();
    }
  }

  @Test
  void aRunningContainerMovesAndItsStopIsMeasured() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      OperationView view = pair.run(RealPair.request(false, o -> o));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertTrue(on(pair, "a").isEmpty());
      Container there = on(pair, "b").getFirst();
      assertEquals(ContainerState.RUNNING, there.state());
      var stop = view.stop().orElseThrow();
      assertTrue(stop.total().compareTo(Duration.ZERO) > 0, stop.toString());
      assertEquals(stop.total(), stop.shutdown().plus(stop.transfer()));
      assertTrue(view.bytesDone() > 0);
      assertTrue(
          pair.quayside().activity().operations().stream().anyMatch(v -> v.id().equals(view.id())));
    }
  }

  @Test
  void whatArrivesIsTheStoppedSourceToTheLastByteAlsoIfItWroteAllTheTime() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.a.setWriteRate("web", 2_000_000);
      pair.a.faults().fail("ct_send_cleanup"); // the source stays, to be compared
      OperationView view = pair.run(RealPair.request(false, o -> o.withStart(false)));
      assertEquals("cleanup-failed", view.problem().orElseThrow().code(), view.toString());
      assertEquals(List.of(), pair.a.files("web").differences(pair.b.files("web")));

      pair.a.faults().clear();
      pair.quayside().activity().act(view.id(), OperationAction.CLEAN_UP);
      OperationView after = pair.quayside().activity().await(view.id());
      assertEquals(Status.SUCCEEDED, after.status(), after.toString());
      assertTrue(on(pair, "a").isEmpty());
      assertEquals(ContainerState.STOPPED, on(pair, "b").getFirst().state());
    }
  }

  @Test
  void aStoppedContainerMovesAndStaysStopped() throws Exception {
    try (var pair = new RealPair(folder)) {
      pair.a.trustAt(pair.b);
      var before = pair.a.files("web");
      OperationView view = pair.run(RealPair.request(false, o -> o));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals(List.of(), before.differences(pair.b.files("web")));
      assertEquals(ContainerState.STOPPED, on(pair, "b").getFirst().state());
      assertTrue(view.stop().isEmpty());
    }
  }

  @Test
  void aCloneUnderAnotherIdLeavesTheSourceRunningWithoutTraces() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      OperationView view = pair.run(RealPair.request(true, o -> o.withAsId("copy")));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals(ContainerState.RUNNING, on(pair, "a").getFirst().state());
      assertEquals("copy", on(pair, "b").getFirst().ref().id());
      assertTrue(view.stop().isPresent());
      Preflight again =
          pair.quayside().moves().check(RealPair.request(true, o -> o.withAsId("copy2")));
      assertTrue(again.possible(), again.findings().toString());
    }
  }

  @Test
  void theBytesGoFromNodeToNodeAndARevokedKeyStopsTheNextStream() throws Exception {
    try (var pair = new RealPair(folder).ready();
        var proxy = new CountingProxy(pair.b.port())) {
      long hole = 3 << 20; // var/lib/postgresql/base/sparse.db is nothing but a hole
      long tree = pair.a.files("web").bytes() - hole;
      var quayside = pair.quayside(Optional.of(new PeerAddress("127.0.0.1", proxy.port())));
      var told =
          RealPair.request(false, o -> o.withSwitchOver(new MoveRequest.SwitchOver.WhenTold()));
      String id = quayside.moves().start(told);
      OperationView waiting = quayside.activity().await(id);
      assertEquals(Status.WAITING, waiting.status(), waiting.toString());
      assertTrue(proxy.bytes() >= tree, proxy.bytes() + " of " + tree + " bytes crossed");

      pair.b.call("receive_authkey_delete", Map.of("name", "a"));
      quayside.activity().act(id, OperationAction.SWITCH_NOW);
      OperationView failed = pair.over(id);
      assertEquals(Status.FAILED, failed.status(), failed.toString());
      assertEquals(ContainerState.RUNNING, on(pair, "a").getFirst().state());
    }
  }

  @Test
  void theCopyStaysWhenItsOriginalIsRemovedBySomebody() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      var quayside = pair.quayside();
      var told =
          RealPair.request(false, o -> o.withSwitchOver(new MoveRequest.SwitchOver.WhenTold()));
      String id = quayside.moves().start(told);
      assertEquals(Status.WAITING, quayside.activity().await(id).status());
      pair.a.call("ct_delete", Map.of("id", "web", "force", true));
      quayside.activity().act(id, OperationAction.SWITCH_NOW);
      OperationView failed = pair.over(id);
      assertEquals(Status.FAILED, failed.status(), failed.toString());
      assertTrue(failed.leftovers().toString().contains("Look at it"), failed.toString());
      assertEquals("web", on(pair, "b").getFirst().ref().id(), failed.toString());
    }
  }

  @Test
  void aFullDiskOnTheTargetLeavesEverythingAsItWas() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.b.faults().with(quayside.core.embedded.faults.Faults.Kind.DISK_FULL);
      OperationView view = pair.run(RealPair.request(false, o -> o));
      assertEquals(Status.FAILED, view.status());
      assertEquals(ContainerState.RUNNING, on(pair, "a").getFirst().state());
      assertTrue(on(pair, "b").isEmpty(), view.toString());
    }
  }

  @Test
  void aTargetThatDoesNotStartItBringsTheSourceBack() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.b.faults().with(quayside.core.embedded.faults.Faults.Kind.TRANSFER_START_FAILS);
      pair.b.faults().with(quayside.core.embedded.faults.Faults.Kind.START_FAILS);
      OperationView view = pair.run(RealPair.request(false, o -> o));
      assertEquals("target-start-failed", view.problem().orElseThrow().code(), view.toString());
      assertEquals(ContainerState.RUNNING, on(pair, "a").getFirst().state());
      pair.quayside().activity().act(view.id(), OperationAction.CANCEL);
      OperationView after = pair.quayside().activity().await(view.id());
      assertEquals(Status.CANCELLED, after.status(), after.toString());
      assertTrue(on(pair, "b").isEmpty());
      assertEquals(ContainerState.RUNNING, on(pair, "a").getFirst().state());
    }
  }

  @Test
  void aRefusedMoveChangesNothing() throws Exception {
    try (var pair = new RealPair(folder)) {
      assertThrows(
          MoveRefused.class, () -> pair.quayside().moves().start(RealPair.request(false, o -> o)));
      assertTrue(pair.quayside().activity().operations().isEmpty());
      assertTrue(on(pair, "b").isEmpty());
    }
  }
}
