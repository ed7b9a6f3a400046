package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/**
 * The connection to one of two real servers ends in each step. Whatever happens, the files are
 * whole on a server, never do both run after a move, what is left is named, and what is offered
 * then ends it in order.
 */
@Timeout(180)
class MoveFaultRealTest {
  @TempDir Path folder;

  /** What is cut. */
  enum What {
    MOVE("inc-a", "inc-b", Route.RELAY),
    CLONE("inc-a", "inc-b", Route.RELAY),
    PULL("inc-b", "inc-a", Route.PULL),
    PUSH("inc-b", "inc-a", Route.PUSH),
    LXD("lxd-a", "lxd-b", Route.RELAY),
    LXD_PULL("lxd-b", "lxd-a", Route.PULL),
    REFRESH("inc-a", "inc-b", Route.RELAY),
    LXD_REFRESH("lxd-a", "lxd-b", Route.RELAY),
    LIVE("inc-a", "inc-b", Route.RELAY),
    HTTPS("inc-b", "inc-a", Route.RELAY),
    LXD_HTTPS("lxd-b", "lxd-a", Route.PULL);

    final String source;
    final String target;
    private final Route route;

    What(String source, String target, Route route) {
      this.source = source;
      this.target = target;
      this.route = route;
    }

    IncusOptions special() {
      return IncusOptions.DEFAULT.withRoute(route).withManner(manner());
    }

    private Manner manner() {
      return switch (this) {
        case MOVE, CLONE, PULL, PUSH, LXD, LXD_PULL, HTTPS, LXD_HTTPS -> new Manner.Fresh();
        case REFRESH, LXD_REFRESH -> new Manner.Refresh();
        case LIVE -> new Manner.Live();
      };
    }

    boolean https() {
      return this == HTTPS || this == LXD_HTTPS;
    }

    boolean refreshes() {
      return manner() instanceof Manner.Refresh;
    }
  }

  /** What, step, server whose connections end, and after how many bytes from it. */
  static Stream<Arguments> cases() {
    var cases = new ArrayList<Arguments>();
    for (String server : List.of("source", "target")) {
      for (String step : List.of("rootfs", "sync", "switch", "verify", "cleanup")) {
        boolean streams = Set.of("rootfs", "sync", "switch").contains(step);
        cases.add(Arguments.of(What.MOVE, step, server, streams ? 6_000 : 0));
      }
      cases.add(Arguments.of(What.CLONE, "switch", server, 6_000));
      cases.add(Arguments.of(What.LXD, "switch", server, 6_000));
      cases.add(Arguments.of(What.REFRESH, "rootfs", server, 6_000));
      cases.add(Arguments.of(What.LIVE, "switch", server, 6_000));
    }
    cases.add(Arguments.of(What.CLONE, "rootfs", "target", 6_000));
    cases.add(Arguments.of(What.CLONE, "sync", "source", 6_000));
    cases.add(Arguments.of(What.CLONE, "verify", "target", 0));
    cases.add(Arguments.of(What.CLONE, "cleanup", "target", 0));
    cases.add(Arguments.of(What.MOVE, "rootfs", "source", 1_000_000));
    cases.add(Arguments.of(What.MOVE, "rootfs", "source", 0));
    cases.add(Arguments.of(What.PULL, "rootfs", "target", 1_500));
    cases.add(Arguments.of(What.PUSH, "switch", "source", 1_500));
    cases.add(Arguments.of(What.LXD_PULL, "rootfs", "source", 1_500));
    cases.add(Arguments.of(What.REFRESH, "rootfs", "target", 5_100));
    cases.add(Arguments.of(What.REFRESH, "rootfs", "target", 10_300));
    cases.add(Arguments.of(What.LXD_REFRESH, "rootfs", "target", 6_000));
    cases.add(Arguments.of(What.REFRESH, "switch", "target", 6_000));
    cases.add(Arguments.of(What.REFRESH, "cleanup", "target", 0));
    return Stream.concat(cases.stream(), byHttps());
  }

  /**
   * The same over TLS: while the offer is made, among the bytes, while they are awaited, in a
   * round, in the last refresh, at the start, while it is looked at, and while it is cleaned up.
   */
  private static Stream<Arguments> byHttps() {
    return Stream.of(
        Arguments.of(What.HTTPS, "rootfs", "source", 0),
        Arguments.of(What.HTTPS, "rootfs", "target", 9_000),
        Arguments.of(What.HTTPS, "rootfs", "source", 1_000_000),
        Arguments.of(What.LXD_HTTPS, "rootfs", "target", 4_000),
        Arguments.of(What.HTTPS, "sync", "target", 6_000),
        Arguments.of(What.LXD_HTTPS, "switch", "source", 5_000),
        Arguments.of(What.HTTPS, "switch", "target", 12_000),
        Arguments.of(What.LXD_HTTPS, "verify", "source", 0),
        Arguments.of(What.HTTPS, "cleanup", "target", 0));
  }

  @ParameterizedTest(name = "{0}: {1} {2} after {3} bytes")
  @MethodSource("cases")
  void nothingIsLostAndItCanBeEnded(What what, String step, String server, int bytes)
      throws Exception {
    try (var pair = new LabPair(what.source, what.target, folder, what.https())) {
      nothingIsLost(pair, what, step, server, bytes);
    }
  }

  private void nothingIsLost(LabPair pair, What what, String step, String server, int bytes)
      throws Exception {
    boolean cloning = what == What.CLONE;
    String id = what == What.LIVE ? pair.live() : pair.running();
    String old = "";
    if (what.refreshes()) { // of addresses that only one of both can have
      pair.old(id);
      String network = pair.network();
      pair.addressed(pair.a, id, network, 10);
      pair.addressed(pair.b, id, network, 10);
      old = pair.b.run(pair.b.tool(), "config", "show", id);
    }
    String content = pair.content(pair.a, id);
    String host = server.equals("source") ? pair.a.host() : pair.b.host();
    var connector = new CutConnector(pair.a.connector());
    MoveRequest request = pair.request(id, cloning, o -> o.withSpecial(what.special()));
    var cutting = new AtomicReference<>(step);
    Operations operations =
        pair.operations(
            connector,
            LabPair.LIMITS,
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
        inOrder(pair, id, content, what, view);
        view = end(operations, view, step.equals("rootfs") || server.equals("target"));
      }
      if (view.status() == Status.CANCELLED) {
        assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
        assertEquals(what.refreshes() ? "STOPPED" : "", pair.state(pair.b, id), view.toString());
        assertEquals(what.refreshes() ? id : "", pair.old(pair.b, id), view.toString());
        if (what.refreshes()) {
          assertEquals(old, pair.b.run(pair.b.tool(), "config", "show", id), view.toString());
        }
        assertEquals(content, pair.content(pair.a, id));
      } else {
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals(cloning ? "RUNNING" : "", pair.state(pair.a, id), view.toString());
        assertEquals("RUNNING", pair.state(pair.b, id), view.toString());
        assertEquals("", pair.old(pair.b, id), view.toString());
        assertEquals(content, pair.content(pair.b, id));
        assertEquals("", pair.setting(pair.b, id, Mark.KEY));
      }
      if (!pair.state(pair.b, id).isEmpty()) {
        assertEquals("", pair.setting(pair.b, id, Aside.KEY));
      }
    } finally {
      operations.close();
    }
  }

  /** What goes through here ends at once, and nothing of it is left. */
  @Test
  void cancelledInTheMiddleOfTheBytesAllIsAsItWas() throws Exception {
    try (var pair = new LabPair("inc-a", "inc-b", folder)) {
      cancelled(pair);
    }
  }

  private void cancelled(LabPair pair) throws Exception {
    String id = pair.running();
    pair.exec(pair.a, id, "head -c 50000000 /dev/urandom >/data/much");
    String content = pair.content(pair.a, id);
    var special = IncusOptions.DEFAULT.withRoute(Route.RELAY);
    MoveRequest request = pair.request(id, false, o -> o.withSpecial(special));
    pair.cancelled(request);
    assertEquals("RUNNING", pair.state(pair.a, id));
    assertEquals("", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.a, id));
  }

  private void inOrder(LabPair pair, String id, String content, What what, OperationView view)
      throws IOException {
    boolean cloning = what == What.CLONE;
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
    if (what.refreshes()) { // the old one or the new one is whole
      assertTrue(!pair.old(pair.b, id).isEmpty() || here.isEmpty(), view.toString());
    } else {
      assertTrue(!two || !view.leftovers().isEmpty(), view.toString());
    }
  }

  private static OperationView end(Operations operations, OperationView view, boolean back)
      throws Exception {
    boolean cancel = back && view.actions().contains(OperationAction.CANCEL);
    var action = cancel ? OperationAction.CANCEL : OperationAction.CONTINUE;
    assertTrue(view.actions().contains(action), view.toString());
    operations.act(view.id(), action);
    return operations.await(view.id());
  }
}
