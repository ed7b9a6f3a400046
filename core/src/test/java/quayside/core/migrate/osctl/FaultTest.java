package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** Each step fails in turn; what is where afterwards is what people were told. */
@Timeout(60)
final class FaultTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "config,false",
    "rootfs,false",
    "sync,false",
    "config,true",
    "rootfs,true",
    "sync,true"
  })
  void aStepThatFailsBeforeTheSwitchOverLeavesTheSourceRunningAndTheTargetEmpty(
      String step, boolean cloning) throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.fail.add(step);
      OperationView view = pair.run(cloning);
      assertEquals(Status.FAILED, view.status());
      assertEquals(ContainerState.RUNNING, pair.web.state);
      assertTrue(pair.n2.cts.isEmpty(), "target: " + pair.n2.cts);
      assertEquals(null, pair.web.log);
      assertTrue(view.leftovers().isEmpty(), view.leftovers().toString());
      assertTrue(view.problem().orElseThrow().sentence().contains("internal error"));

      pair.n1.fail.clear();
      pair.operations().act(view.id(), OperationAction.CONTINUE);
      assertEquals(Status.SUCCEEDED, pair.operations().await(view.id()).status());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSwitchOverThatFailsStartsTheSourceAgainAndOffersBothWays(boolean cloning) throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.fail.add("state");
      OperationView view = pair.run(cloning);
      assertEquals(Status.FAILED, view.status());
      assertEquals("switch-failed", view.problem().orElseThrow().code());
      assertTrue(view.problem().orElseThrow().sentence().contains("started again"));
      assertEquals(ContainerState.RUNNING, pair.web.state);
      assertTrue(view.actions().contains(OperationAction.CONTINUE));
      assertTrue(view.actions().contains(OperationAction.CANCEL));

      pair.operations().act(view.id(), OperationAction.CANCEL);
      OperationView after = pair.operations().await(view.id());
      assertEquals(Status.CANCELLED, after.status(), after.toString());
      assertTrue(pair.n2.cts.isEmpty());
      assertEquals(ContainerState.RUNNING, pair.web.state);
    }
  }

  @Test
  void aFailedSwitchOverCanBeTriedAgainFromTheBeginning() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.fail.add("state");
      OperationView view = pair.run(false);
      pair.n1.fail.clear();
      pair.operations().act(view.id(), OperationAction.CONTINUE);
      assertEquals(Status.SUCCEEDED, pair.operations().await(view.id()).status());
      assertEquals(2, pair.n1.calls.stream().filter("config"::equals).count());
      assertTrue(pair.n1.cts.isEmpty());
    }
  }

  @Test
  void aTargetThatDoesNotStartBringsTheSourceBack() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n2.fail.add("transfer-start");
      pair.n2.fail.add("start");
      OperationView view = pair.run(false);
      assertEquals("target-start-failed", view.problem().orElseThrow().code());
      assertEquals(ContainerState.RUNNING, pair.web.state);
      assertEquals(ContainerState.STOPPED, pair.n2.ct("web").state);
      assertTrue(view.actions().contains(OperationAction.CANCEL), view.toString());
      assertFalse(view.actions().contains(OperationAction.CLEAN_UP));

      pair.operations().act(view.id(), OperationAction.CANCEL);
      OperationView after = pair.operations().await(view.id());
      assertEquals(Status.CANCELLED, after.status(), after.toString());
      assertTrue(pair.n2.cts.isEmpty());
      assertEquals(ContainerState.RUNNING, pair.web.state);
      assertEquals(null, pair.web.log);
    }
  }

  @Test
  void aTargetThatIsOnlyNotStartedYetIsStartedByUs() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n2.fail.add("transfer-start");
      OperationView view = pair.run(false);
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals(ContainerState.RUNNING, pair.n2.ct("web").state);
      assertTrue(pair.n1.cts.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCleanupThatFailsLeavesTheTargetRunningAndNamesWhatIsLeft(boolean cloning) throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.fail.add("cleanup");
      OperationView view = pair.run(cloning);
      assertEquals(Status.FAILED, view.status());
      assertEquals("cleanup-failed", view.problem().orElseThrow().code());
      assertEquals(ContainerState.RUNNING, pair.n2.ct("web").state);
      assertEquals(cloning ? ContainerState.RUNNING : ContainerState.STOPPED, pair.web.state);
      assertTrue(String.join(" ", view.leftovers()).contains("osctl ct send cleanup tank:web"));
      assertTrue(view.actions().contains(OperationAction.CLEAN_UP));
      assertFalse(view.actions().contains(OperationAction.CANCEL));

      pair.n1.fail.clear();
      pair.operations().act(view.id(), OperationAction.CLEAN_UP);
      assertEquals(Status.SUCCEEDED, pair.operations().await(view.id()).status());
      assertEquals(cloning, pair.n1.cts.containsKey("web"));
      assertEquals(null, pair.web.log);
    }
  }

  @Test
  void anIncompleteTargetKeepsTheSourcesData() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n2.add("other"); // not touched by anything
      pair.n2.fail.add("keep-state");
      OperationView view = pair.run(false);
      assertEquals("target-incomplete", view.problem().orElseThrow().code(), view.toString());
      assertFalse(pair.n1.calls.contains("cleanup"), "the source must not be removed");
      assertTrue(pair.n1.cts.containsKey("web"));
      assertTrue(pair.n2.cts.containsKey("other"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rootfs", "sync"})
  void aRoundThatDidNotArriveForbidsTheSwitchOverAndIsRepeated(String step) throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n2.fail.add("keep-" + step);
      OperationView view = pair.run(false);
      assertEquals("copy-incomplete", view.problem().orElseThrow().code(), view.toString());
      assertEquals(ContainerState.RUNNING, pair.web.state);
      assertFalse(pair.n1.calls.contains("state"), "no switch-over");

      pair.n2.fail.clear();
      pair.operations().act(view.id(), OperationAction.CONTINUE);
      assertEquals(Status.SUCCEEDED, pair.operations().await(view.id()).status());
      assertEquals(2, pair.n1.calls.stream().filter("config"::equals).count());
    }
  }

  @Test
  void whereNodesDoNotTellGuidsSizesDecideAndThisIsSaid() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n2.mute = true;
      var details = new java.util.concurrent.ConcurrentLinkedQueue<String>();
      try (var _ = pair.operations().watch(v -> details.add(v.toString()))) {
        OperationView view = pair.run(false);
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      }
      assertTrue(details.stream().anyMatch(d -> d.contains("sizes alone")), details.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "rootfs", "sync", "state", "transfer", "cleanup"})
  void aLostAnswerIsLookedUpAndTheMoveCanBeFinished(String step) throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.cut.add(step);
      OperationView view = pair.run(false);
      if (view.status() != Status.SUCCEEDED) {
        assertEquals(Status.FAILED, view.status());
        assertTrue(view.actions().contains(OperationAction.CONTINUE), view.toString());
        assertNotEquals(
            pair.web.state == ContainerState.RUNNING,
            pair.n2.cts.containsKey("web") && pair.n2.ct("web").state == ContainerState.RUNNING,
            "exactly one runs");
        pair.operations().act(view.id(), OperationAction.CONTINUE);
        view = pair.operations().await(view.id());
      }
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertTrue(pair.n1.cts.isEmpty());
      assertEquals(ContainerState.RUNNING, pair.n2.ct("web").state);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "rootfs", "sync", "state", "cleanup"})
  void aNodeThatStopsAnsweringInTheMiddleOfAStepIsSaidSoInTime(String step) throws Exception {
    var limits =
        new quayside.core.operation.Limits(
            java.time.Duration.ofMillis(600),
            java.time.Duration.ofMillis(600),
            java.time.Duration.ofMillis(100),
            java.time.Duration.ofMillis(600),
            java.time.Duration.ofSeconds(1),
            java.time.Duration.ofMillis(20));
    try (var pair = new FakePair(folder, limits)) {
      pair.n1.hang.add(step);
      pair.n1.busy = false;
      OperationView view = pair.run(false);
      assertEquals(Status.FAILED, view.status());
      assertTrue(pair.n2.cts.isEmpty() || !pair.n1.cts.isEmpty(), "the data is somewhere: " + view);
      assertFalse(view.problem().orElseThrow().sentence().isEmpty());
      pair.n1.hang.clear();
      pair.operations().act(view.id(), OperationAction.CONTINUE);
      OperationView after = pair.operations().await(view.id());
      assertEquals(Status.SUCCEEDED, after.status(), after.toString());
    }
  }
}
