package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.embedded.FileTree;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/**
 * Each step fails in turn between real nodes, in every way that there is. Before the switch-over
 * the source runs and the target is empty, or what is left is named; after it exactly one of them
 * runs, the target is complete and the source's data is still there; a clone's source always runs.
 * And what is offered then really ends in order.
 */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StepFaultTest {
  /** {@code QUAYSIDE_SLOW=1} also tries the rarer faults in the other steps. */
  private static final boolean SLOW = "1".equals(System.getenv("QUAYSIDE_SLOW"));

  private static final Set<String> STEPS_FOR_ALL = Set.of("rootfs", "switch");

  private final FaultyPair pair;

  StepFaultTest(@TempDir Path folder) throws IOException {
    pair = new FaultyPair(folder);
  }

  @BeforeAll
  void trust() throws IOException {
    pair.a.trustAt(pair.b);
  }

  @AfterAll
  void close() throws IOException {
    pair.close();
  }

  static Stream<Arguments> cases() {
    var cases = new ArrayList<Arguments>();
    for (String step : List.of("config", "rootfs", "sync", "switch", "verify", "cleanup")) {
      for (FaultyPair.Fault fault : FaultyPair.Fault.values()) {
        boolean wanted = SLOW || fault.alsoForClones() || STEPS_FOR_ALL.contains(step);
        if (wanted && fault.concerns(step)) {
          cases.add(Arguments.of(step, fault, false));
          if (fault.alsoForClones()) {
            cases.add(Arguments.of(step, fault, true));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1} cloning={2}")
  @MethodSource("cases")
  void whatIsWhereIsWhatPeopleWereToldAndItCanBeEnded(
      String step, FaultyPair.Fault fault, boolean cloning) throws Exception {
    String id = pair.container();
    OperationView view = pair.run(id, cloning, step, fault);
    pair.reachable();
    if (view.status() != Status.SUCCEEDED) {
      assertEquals(Status.FAILED, view.status(), view.toString());
      inOrder(id, view, cloning);
    }
    pair.heal();
    if (view.status() != Status.SUCCEEDED) {
      boolean back = fault.takenBack() != cloning;
      view = end(view, back);
      if (view.problem().map(p -> p.code().equals("committed")).orElse(false)) {
        view = end(view, false); // the node switched over when it woke: too late to cancel
      }
    }
    if (view.status() == Status.CANCELLED) {
      assertEquals("running", pair.states(pair.a).get(id), view.toString());
      assertFalse(pair.states(pair.b).containsKey(id), view.toString());
      assertFalse(log(id));
    } else {
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      arrived(id, cloning, view);
    }
    pair.forget(id); // every further container would make each look slower
  }

  private void inOrder(String id, OperationView view, boolean cloning) throws IOException {
    Map<String, String> here = pair.states(pair.a);
    String copy = pair.states(pair.b).getOrDefault(id, "");
    boolean sourceRuns = "running".equals(here.get(id));
    var problem = view.problem().orElseThrow();
    assertFalse(problem.sentence().isEmpty(), view.toString());
    assertFalse(view.actions().isEmpty(), view.toString());
    boolean underWay = problem.code().equals("unsettled"); // the node hangs between stop and start
    boolean switched = !copy.isEmpty() && !copy.equals("staged");
    if (!switched) {
      assertTrue(sourceRuns || underWay, view.toString());
      boolean named = view.leftovers().stream().anyMatch(l -> l.contains("b"));
      assertTrue(copy.isEmpty() || named, view.toString());
    } else {
      if (!cloning) {
        assertNotEquals(sourceRuns, copy.equals("running"), "exactly one runs: " + view);
      }
      assertEquals(List.of(), pair.wanted().differences(pair.b.files(id)), view.toString());
    }
    if (cloning) {
      assertTrue(sourceRuns, view.toString());
    }
    FileTree kept = pair.a.files(id); // there at any rate: nothing that failed removed it
    assertEquals(List.of(), pair.wanted().differences(kept), view.toString());
  }

  private OperationView end(OperationView view, boolean back) throws Exception {
    var actions = view.actions();
    OperationAction action;
    if (actions.contains(OperationAction.CANCEL) && back) {
      action = OperationAction.CANCEL;
    } else if (actions.contains(OperationAction.CLEAN_UP) && back) {
      action = OperationAction.CLEAN_UP;
    } else {
      boolean on = actions.contains(OperationAction.CONTINUE);
      action = on ? OperationAction.CONTINUE : OperationAction.CANCEL;
    }
    assertTrue(actions.contains(action), view.toString());
    return pair.act(view, action);
  }

  private void arrived(String id, boolean cloning, OperationView view) throws IOException {
    assertEquals("running", pair.states(pair.b).get(id), view.toString());
    assertEquals(List.of(), pair.wanted().differences(pair.b.files(id)), view.toString());
    if (cloning) {
      assertEquals("running", pair.states(pair.a).get(id), view.toString());
      assertFalse(log(id));
    } else {
      assertFalse(pair.states(pair.a).containsKey(id), view.toString());
    }
  }

  /** Whether a send is still open. */
  private boolean log(String id) throws IOException {
    Path configuration = pair.a.folder().resolve("root/tank/conf/ct/" + id + ".yml");
    return Files.readString(configuration).contains("role:");
  }
}
