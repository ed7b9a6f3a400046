package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.driver.incus.RealServer;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/** Real servers in trouble of their own while something moves: the source is whole after each. */
@Timeout(180)
class MoveTroubleRealTest {
  @TempDir Path folder;

  private static IncusOptions by(Route route) {
    return IncusOptions.DEFAULT.withRoute(route);
  }

  /** It fails, says why, leaves the source as it was, and can be taken back. */
  private static void takenBack(
      LabPair pair, Operations operations, MoveRequest request, Trouble settle) throws Exception {
    String id = request.source().id();
    String content = pair.content(pair.a, id);
    OperationView view = operations.await(operations.submit(new IncusWay().order(request)));
    settle.make();
    assertEquals(Status.FAILED, view.status(), view.toString());
    assertFalse(view.problem().orElseThrow().sentence().isEmpty(), view.toString());
    assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
    assertEquals(content, pair.content(pair.a, id), view.toString());
    if (view.actions().contains(OperationAction.CANCEL)) {
      operations.act(view.id(), OperationAction.CANCEL);
      view = operations.await(view.id());
      assertEquals(Status.CANCELLED, view.status(), view.toString());
    }
    assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
    assertEquals(content, pair.content(pair.a, id), view.toString());
    assertEquals("", pair.state(pair.b, id), view.toString());
  }

  /** There was room when it was checked; then the pool of the target ran full. */
  @ParameterizedTest
  @CsvSource({
    "inc-a, inc-b, RELAY, rootfs",
    "lxd-a, lxd-b, PULL, rootfs",
    "inc-a, inc-b, PULL, switch",
    "lxd-a, lxd-b, RELAY, switch"
  })
  void theTargetsPoolRunsFull(String source, String target, Route route, String step)
      throws Exception {
    boolean late = step.equals("switch"); // its source stands still then, and is started again
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      String pool = pair.unused().replace("-", "");
      String place = "/tmp/" + pool;
      pair.b.run("mkdir", place);
      pair.b.run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place);
      try {
        pair.b.run(pair.b.tool(), "storage", "create", pool, "dir", "source=" + place);
        MoveRequest request =
            pair.request(id, false, o -> o.withToPool(pool).withSpecial(by(route)));
        Operations operations =
            pair.operations(
                pair.a.connector(),
                LabPair.LIMITS,
                Trouble.at(
                    step,
                    () -> pair.exec(pair.a, id, "head -c 40000000 /dev/urandom >/data/much")));
        try {
          OperationView view = operations.await(operations.submit(new IncusWay().order(request)));
          assertEquals(Status.FAILED, view.status(), view.toString());
          String code = view.problem().orElseThrow().code();
          // LXD that fetches tells by chance its own reason, or only that its source was cut off
          boolean told = view.toString().contains("o space left on device");
          assertTrue(told || source.equals("lxd-a"), view.toString());
          String known = told ? "node-full" : "rejected";
          assertEquals(late ? "switch-failed" : known, code, view.toString());
          assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
          if (late) {
            operations.act(view.id(), OperationAction.CANCEL);
            view = operations.await(view.id());
            assertEquals(Status.CANCELLED, view.status(), view.toString());
          }
          assertEquals("", pair.state(pair.b, id), view.toString());
          assertEquals("40000000", pair.exec(pair.a, id, "stat -c %s /data/much"), view.toString());
        } finally {
          operations.close();
        }
      } finally {
        pair.b.remove(id);
        pair.b.run(pair.b.tool(), "storage", "delete", pool);
        pair.b.run("umount", place);
        pair.b.run("rmdir", place);
      }
    }
  }

  /** The daemon of one server dies while the bytes flow, and comes back. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b, target, RELAY", "lxd-a, lxd-b, source, PULL"})
  void aDaemonDiesInTheMiddle(String source, String target, String which, Route route)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      pair.exec(pair.a, id, "head -c 30000000 /dev/urandom >/data/much");
      MoveRequest request = pair.request(id, false, o -> o.withSpecial(by(route)));
      RealServer dying = which.equals("source") ? pair.a : pair.b;
      var killed = new AtomicBoolean();
      Operations operations =
          pair.operations(
              pair.a.connector(),
              LabPair.LIMITS,
              event -> {
                boolean flows =
                    event instanceof OperationEvent.Progress progress
                        && progress.round().name().equals("rootfs");
                if (flows && killed.compareAndSet(false, true)) {
                  daemon(dying, "kill");
                }
              });
      try {
        takenBack(
            pair,
            operations,
            request,
            () -> {
              assertTrue(killed.get(), "nothing flowed");
              daemon(dying, "start");
            });
      } finally {
        operations.close();
      }
    }
  }

  /**
   * It dies later, and is started again a second after: in a round, between the stop and the last
   * refresh, when the copy shall start, and while that is looked at.
   */
  @ParameterizedTest
  @CsvSource({
    "inc-a, inc-b, target, sync 1",
    "inc-b, inc-a, source, switch",
    "lxd-a, lxd-b, target, switch",
    "inc-a, inc-b, target, Starting it",
    "lxd-b, lxd-a, source, verify"
  })
  void aDaemonDiesLater(String source, String target, String which, String when) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      // its server starts it when it starts itself
      pair.a.run(pair.a.tool(), "config", "set", id, Outfit.AUTOSTART, "true");
      String content = pair.content(pair.a, id);
      RealServer dying = which.equals("source") ? pair.a : pair.b;
      var back = new AtomicReference<CompletableFuture<Void>>();
      Operations operations =
          pair.operations(
              pair.a.connector(),
              LabPair.LIMITS,
              event -> {
                if (moment(event).startsWith(when) && back.get() == null) {
                  daemon(dying, "kill");
                  back.set(
                      CompletableFuture.runAsync(
                          () -> daemon(dying, "start"),
                          CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)));
                }
              });
      try {
        MoveRequest request = pair.request(id, false, o -> o.withSpecial(by(Route.RELAY)));
        OperationView view = operations.await(operations.submit(new IncusWay().order(request)));
        assertNotNull(back.get(), "nothing died: " + view);
        back.get().get(90, TimeUnit.SECONDS);
        if (view.status() != Status.SUCCEEDED) {
          assertEquals(Status.FAILED, view.status(), view.toString());
          RealServer whole = pair.state(pair.a, id).isEmpty() ? pair.b : pair.a;
          assertEquals(content, pair.content(whole, id), view.toString());
          operations.act(view.id(), OperationAction.CONTINUE);
          view = operations.await(view.id());
        }
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals("", pair.state(pair.a, id), view.toString());
        assertEquals("RUNNING", pair.state(pair.b, id), view.toString());
        assertEquals(content, pair.content(pair.b, id), view.toString());
        assertEquals("", pair.setting(pair.b, id, Mark.KEY));
        assertEquals("true", pair.setting(pair.b, id, Outfit.AUTOSTART));
      } finally {
        operations.close();
      }
    }
  }

  /** What an event says of where the move is. */
  private static String moment(OperationEvent event) {
    return switch (event) {
      case OperationEvent.Progress progress -> progress.round().name();
      case OperationEvent.StepDetail detail -> detail.text();
      case OperationEvent.StepStarted started when started.step().equals("verify") -> "verify";
      default -> "";
    };
  }

  private static void daemon(RealServer server, String what) {
    try {
      server.daemon(what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its connections stay open, and nothing more comes of them: that has an end. */
  @ParameterizedTest
  @CsvSource({"source", "target"})
  void aServerNeverAnswers(String which) throws Exception {
    try (var pair = new LabPair("inc-b", "inc-a", folder)) {
      String id = pair.running();
      Limits usual = LabPair.LIMITS;
      var limits =
          new Limits(
              Duration.ofSeconds(3),
              Duration.ofSeconds(5),
              usual.patience(),
              Duration.ofSeconds(8),
              usual.start(),
              usual.poll());
      var connector = new CutConnector(pair.a.connector());
      RealServer silent = which.equals("source") ? pair.a : pair.b;
      MoveRequest request = pair.request(id, false, o -> o.withSpecial(by(Route.PULL)));
      Operations operations =
          pair.operations(
              connector, limits, Trouble.at("rootfs", () -> connector.hang(silent.host())));
      try {
        takenBack(pair, operations, request, connector::heal);
      } finally {
        operations.close();
      }
    }
  }

  /** With a client certificate instead of a login. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b, PULL", "lxd-a, lxd-b, PUSH", "lxd-b, inc-a, RELAY"})
  void itIsMovedByHttps(String source, String target, Route route) throws Exception {
    try (var pair = new LabPair(source, target, folder, true)) {
      String id = pair.running();
      String content = pair.content(pair.a, id);
      OperationView view = pair.run(pair.request(id, false, o -> o.withSpecial(by(route))));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals("", pair.state(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, id));
      assertEquals(content, pair.content(pair.b, id));
      assertTrue(view.stop().isPresent(), view.toString());
    }
  }
}
