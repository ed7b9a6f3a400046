package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.driver.Drivers;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.model.Node;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;

/**
 * The connection to one of two real servers ends in each step. Whatever happens, the files are
 * whole on a server, never do both run after a move, what is left is named, and what is offered
 * then ends it in order.
 */
@Timeout(180)
class MoveFaultRealTest {
  @TempDir Path folder;
  private LabPair pair;

  @BeforeEach
  void open() throws IOException {
    pair = new LabPair("inc-a", "inc-b", folder);
  }

  @AfterEach
  void close() throws IOException {
    if (pair != null) {
      pair.close();
    }
  }

  /** Step, server whose connections end, and after how many bytes from it. */
  static Stream<Arguments> cases() {
    var cases = new ArrayList<Arguments>();
    for (boolean cloning : List.of(false, true)) {
      for (String server : List.of("source", "target")) {
        for (String step : List.of("rootfs", "sync", "switch", "verify", "cleanup")) {
          boolean streams = Set.of("rootfs", "sync", "switch").contains(step);
          if (!cloning || step.equals("switch")) {
            cases.add(Arguments.of(step, server, streams ? 6_000 : 0, cloning));
          }
        }
      }
    }
    cases.add(Arguments.of("rootfs", "source", 1_000_000, false));
    cases.add(Arguments.of("rootfs", "source", 0, false));
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1} after {2} bytes, cloning={3}")
  @MethodSource("cases")
  void nothingIsLostAndItCanBeEnded(String step, String server, int bytes, boolean cloning)
      throws Exception {
    String id = pair.running();
    String content = pair.content(pair.a, id);
    String host = server.equals("source") ? pair.a.host() : pair.b.host();
    var connector = new CutConnector(pair.a.connector());
    var relayed = IncusOptions.DEFAULT.withRoute(IncusOptions.Route.RELAY);
    MoveRequest request = pair.request(id, cloning, o -> o.withSpecial(relayed));
    var cutting = new AtomicReference<>(step);
    Operations operations =
        operations(
            connector,
            event -> {
              if (event instanceof OperationEvent.StepStarted started
                  && cutting.compareAndSet(started.step(), "")) {
                connector.cut(host, bytes);
              }
            });
    try {
      String operation = operations.submit(new IncusWay().order(request));
      OperationView view = operations.await(operation);
      boolean cut = connector.hasCut();
      assertTrue(cut, "nothing was ended: " + view);
      connector.heal();
      if (view.status() != Status.SUCCEEDED) {
        assertEquals(Status.FAILED, view.status(), view.toString());
        inOrder(id, content, cloning, view);
        view = end(operations, view, step.equals("rootfs") || server.equals("target"));
      }
      if (view.status() == Status.CANCELLED) {
        assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
        assertEquals("", pair.state(pair.b, id), view.toString());
        assertEquals(content, pair.content(pair.a, id));
      } else {
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals(cloning ? "RUNNING" : "", pair.state(pair.a, id), view.toString());
        assertEquals("RUNNING", pair.state(pair.b, id), view.toString());
        assertEquals(content, pair.content(pair.b, id));
        assertEquals("", pair.setting(pair.b, id, Mark.KEY));
      }
    } finally {
      operations.close();
    }
  }

  /** What goes through here ends at once, and nothing of it is left. */
  @Test
  void cancelledInTheMiddleOfTheBytesAllIsAsItWas() throws Exception {
    String id = pair.running();
    pair.exec(pair.a, id, "head -c 50000000 /dev/urandom >/data/much");
    String content = pair.content(pair.a, id);
    var special = IncusOptions.DEFAULT.withRoute(IncusOptions.Route.RELAY);
    MoveRequest request = pair.request(id, false, o -> o.withSpecial(special));
    var begun = new CountDownLatch(1);
    Operations operations =
        operations(
            new CutConnector(pair.a.connector()),
            event -> {
              if (event instanceof OperationEvent.Progress progress
                  && progress.round().done() > 0) {
                begun.countDown();
              }
            });
    try {
      String operation = operations.submit(new IncusWay().order(request));
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      operations.act(operation, OperationAction.CANCEL);
      OperationView view = operations.await(operation);
      assertEquals(Status.CANCELLED, view.status(), view.toString());
      assertEquals("RUNNING", pair.state(pair.a, id));
      assertEquals("", pair.state(pair.b, id));
      assertEquals(content, pair.content(pair.a, id));
    } finally {
      operations.close();
    }
  }

  private void inOrder(String id, String content, boolean cloning, OperationView view)
      throws IOException {
    String here = pair.state(pair.a, id);
    String there = pair.state(pair.b, id);
    assertFalse(view.problem().orElseThrow().sentence().isEmpty(), view.toString());
    assertFalse(view.actions().isEmpty(), view.toString());
    if (!here.isEmpty()) {
      assertEquals(content, pair.content(pair.a, id), view.toString());
    } else {
      assertEquals(content, pair.content(pair.b, id), view.toString());
    }
    if (cloning || there.isEmpty()) {
      assertEquals("RUNNING", here, view.toString());
    } else {
      assertNotEquals(here.equals("RUNNING"), there.equals("RUNNING"), "one runs: " + view);
    }
    boolean two = !cloning && !here.isEmpty() && !there.isEmpty();
    assertTrue(!two || !view.leftovers().isEmpty(), view.toString());
  }

  private static OperationView end(Operations operations, OperationView view, boolean back)
      throws Exception {
    boolean cancel = back && view.actions().contains(OperationAction.CANCEL);
    var action = cancel ? OperationAction.CANCEL : OperationAction.CONTINUE;
    assertTrue(view.actions().contains(action), view.toString());
    operations.act(view.id(), action);
    return operations.await(view.id());
  }

  private Operations operations(
      CutConnector connector, java.util.function.Consumer<OperationEvent> written)
      throws IOException {
    Node a = pair.node(pair.a);
    Node b = pair.node(pair.b);
    return OperationsLab.open(
        Files.createDirectories(folder.resolve("journals")),
        Drivers.over(connector),
        name -> Stream.of(a, b).filter(n -> n.name().equals(name)).findFirst(),
        Moves.recipes(),
        LabPair.LIMITS,
        written);
  }
}
