package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.MoveRequest.SwitchOver;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.OperationView.StepState;
import quayside.core.operation.Operations;

/** What can be asked of operations, and what one sees of them. */
@Timeout(60)
final class ActivityTest {
  @TempDir Path folder;

  private static OperationView until(
      Operations operations, String id, Predicate<OperationView> wanted) throws Exception {
    var views = new LinkedBlockingQueue<OperationView>();
    try (var _ = operations.watch(views::add)) {
      operations.operations().forEach(views::add);
      while (true) {
        OperationView view = views.poll(20, TimeUnit.SECONDS);
        if (view == null) {
          throw new AssertionError("never so; now " + operations.operations());
        }
        if (view.id().equals(id) && wanted.test(view)) {
          return view;
        }
      }
    }
  }

  private static boolean running(OperationView view, String step) {
    return view.steps().stream()
        .anyMatch(s -> s.name().equals(step) && s.state() == StepState.RUNNING);
  }

  @Test
  void aMoveLeavesTheContainerOnTheTargetAlone() throws Exception {
    try (var pair = new FakePair(folder)) {
      var seen = new CopyOnWriteArrayList<OperationView>();
      var _ = pair.operations().watch(seen::add);
      OperationView view = pair.run(false);
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertTrue(pair.n1.cts.isEmpty());
      assertEquals(ContainerState.RUNNING, pair.n2.ct("web").state);
      assertTrue(view.steps().stream().allMatch(s -> s.state() == StepState.DONE));
      assertTrue(view.stop().isPresent());
      assertTrue(view.forecast().isPresent());
      assertEquals("rootfs", view.rounds().getFirst().name());
      assertEquals("switch", view.rounds().getLast().name());
      long done = 0;
      for (OperationView one : seen) {
        assertTrue(one.bytesDone() >= done, "progress ran backwards");
        done = one.bytesDone();
      }
    }
  }

  @Test
  void aCloneLeavesTheSourceRunningAndWithoutASend() throws Exception {
    try (var pair = new FakePair(folder)) {
      OperationView view = pair.run(true);
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals(ContainerState.RUNNING, pair.web.state);
      assertEquals(ContainerState.RUNNING, pair.n2.ct("web").state);
      assertEquals(null, pair.web.log);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "rootfs", "sync"})
  void cancellingDuringAStepLeavesNoTrace(String step) throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.hang.add(step);
      String id = pair.submit(false);
      until(pair.operations(), id, v -> running(v, step));
      pair.operations().act(id, OperationAction.CANCEL);
      OperationView view = pair.operations().await(id);
      assertEquals(Status.CANCELLED, view.status(), view.toString());
      assertTrue(pair.n2.cts.isEmpty());
      assertEquals(ContainerState.RUNNING, pair.web.state);
      assertEquals(null, pair.web.log);
    }
  }

  @Test
  void theSwitchOverCannotBeCancelledAndSaysWhy() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.hang.add("state");
      String id = pair.submit(false);
      until(
          pair.operations(),
          id,
          v -> running(v, "switch") && !v.actions().contains(OperationAction.CANCEL));
      var refusal =
          assertThrows(IOException.class, () -> pair.operations().act(id, OperationAction.CANCEL));
      assertTrue(String.valueOf(refusal.getMessage()).contains("cannot be taken back"));
      pair.n1.hang.clear();
      assertEquals(Status.SUCCEEDED, pair.operations().await(id).status());
    }
  }

  @Test
  void whoWantsToBeAskedIsAsked() throws Exception {
    try (var pair = new FakePair(folder)) {
      String id =
          pair.submit(pair.request(false, o -> o.withSwitchOver(new SwitchOver.WhenTold())));
      OperationView waiting = pair.operations().await(id);
      assertEquals(Status.WAITING, waiting.status());
      assertTrue(waiting.problem().orElseThrow().sentence().contains("would stop"));
      int rounds = waiting.rounds().size();
      pair.operations().act(id, OperationAction.SYNC_AGAIN);
      OperationView again =
          until(
              pair.operations(),
              id,
              v -> v.status() == Status.WAITING && v.rounds().size() > rounds);
      assertTrue(again.actions().contains(OperationAction.SWITCH_NOW));
      pair.operations().act(id, OperationAction.SWITCH_NOW);
      until(pair.operations(), id, v -> v.status() == Status.SUCCEEDED);
    }
  }

  @Test
  void aForecastAboveTheLimitAsksOneBelowDoesNot() throws Exception {
    try (var pair = new FakePair(folder)) {
      String id =
          pair.submit(
              pair.request(
                  false, o -> o.withSwitchOver(new SwitchOver.IfBelow(Duration.ofMillis(1)))));
      assertEquals(Status.WAITING, pair.operations().await(id).status());
      pair.operations().act(id, OperationAction.CANCEL);
      until(pair.operations(), id, v -> v.status() == Status.CANCELLED);
      String other =
          pair.submit(
              pair.request(
                  false, o -> o.withSwitchOver(new SwitchOver.IfBelow(Duration.ofHours(1)))));
      assertEquals(Status.SUCCEEDED, pair.operations().await(other).status());
    }
  }

  @Test
  void withoutSyncThereIsNoSync() throws Exception {
    try (var pair = new FakePair(folder)) {
      String id =
          pair.submit(pair.request(false, o -> o.withSwitchOver(new SwitchOver.WithoutSync())));
      assertEquals(Status.SUCCEEDED, pair.operations().await(id).status());
      assertFalse(pair.n1.calls.contains("sync"));
    }
  }

  @Test
  void stoppingAfterAStepLeavesItToBeContinuedByTheNextProgram() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.hang.add("rootfs");
      String id = pair.submit(false);
      until(pair.operations(), id, v -> running(v, "rootfs"));
      pair.operations().act(id, OperationAction.STOP_AFTER_STEP);
      pair.n1.hang.clear();
      OperationView stopped = pair.operations().await(id);
      assertEquals(Status.INTERRUPTED, stopped.status(), stopped.toString());
      assertTrue(String.join(" ", stopped.leftovers()).contains("osctl ct send cancel"));
      Operations next = pair.reopen();
      next.act(id, OperationAction.CONTINUE);
      assertEquals(Status.SUCCEEDED, next.await(id).status());
      assertEquals(1, pair.n1.calls.stream().filter("rootfs"::equals).count());
    }
  }

  @Test
  void closingTheProgramLeavesItForTheNextOne() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.hang.add("sync");
      String id = pair.submit(false);
      until(pair.operations(), id, v -> running(v, "sync"));
      Operations next = pair.reopen();
      OperationView found =
          next.recover().stream().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
      assertEquals(Status.INTERRUPTED, found.status());
      assertTrue(
          found.actions().containsAll(List.of(OperationAction.CONTINUE, OperationAction.CANCEL)));
      pair.n1.hang.clear();
      next.act(id, OperationAction.CANCEL);
      assertEquals(Status.CANCELLED, next.await(id).status());
      assertTrue(pair.n2.cts.isEmpty());
      next.act(id, OperationAction.DISMISS);
      assertTrue(next.operations().isEmpty());
    }
  }

  @Test
  void severalQueueOneAfterTheOtherAndAFailureDoesNotStopTheRest() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.add("db");
      pair.n1.hang.add("config");
      String first = pair.submit(false);
      String missing =
          pair.submit(MoveRequest.of(new ContainerRef("n1", "tank", "nothing"), "n2", false));
      String third = pair.submit(MoveRequest.of(new ContainerRef("n1", "tank", "db"), "n2", false));
      until(pair.operations(), first, v -> running(v, "config"));
      for (String id : List.of(missing, third)) {
        assertEquals(
            Status.QUEUED,
            pair.operations().operations().stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow()
                .status());
      }
      pair.n1.hang.clear();
      assertEquals(Status.SUCCEEDED, pair.operations().await(first).status());
      OperationView failed = pair.operations().await(missing);
      assertEquals(Status.FAILED, failed.status());
      assertEquals(Status.SUCCEEDED, pair.operations().await(third).status());
    }
  }

  @Test
  void whatWaitsInTheQueueIsCancelledWithoutTouchingANode() throws Exception {
    try (var pair = new FakePair(folder)) {
      pair.n1.hang.add("config");
      String first = pair.submit(false);
      String second =
          pair.submit(MoveRequest.of(new ContainerRef("n1", "tank", "db"), "n2", false));
      pair.operations().act(second, OperationAction.CANCEL);
      assertEquals(Status.CANCELLED, pair.operations().await(second).status());
      pair.n1.hang.clear();
      assertEquals(Status.SUCCEEDED, pair.operations().await(first).status());
    }
  }
}
