package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/** What a container writes while it is moved arrives, however quickly it writes. */
@Timeout(180)
class WritesRealTest {
  @TempDir Path folder;

  /**
   * Shortens and rewrites a file for ever; that is quicker than any server reads it. What stands
   * still is older than a second: of links and pipes made in the same second servers do not carry
   * the time.
   */
  private static void writing(LabPair pair, String id) throws IOException {
    pair.exec(
        pair.a,
        id,
        "sleep 1; (while :; do head -c 20000000 /dev/urandom >/data/busy; done) >/dev/null 2>&1"
            + " </dev/null &");
  }

  /**
   * Which a refresh of the servers' own cannot tell from what was copied before. The second is one
   * that is not over when the copying begins, however slow all this is.
   */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, inc-b", "lxd-a, lxd-b"})
  void whatIsWrittenAgainInTheSecondInWhichItWasCopiedArrives(String source, String target)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      var second = new AtomicLong();
      OperationView view =
          moved(
              pair,
              pair.request(id, false, o -> o),
              event -> {
                if (!(event instanceof OperationEvent.StepStarted started)) {
                  return;
                }
                if (started.step().equals("rootfs")) {
                  tried(() -> {
                    String now =
                        pair.exec(
                            pair.a,
                            id,
                            "cd /data; echo one >twice; t=$(($(date +%s) + 9)); touch -d @$t twice;"
                                + " echo $t");
                    second.set(Long.parseLong(now));
                  });
                } else if (started.step().equals("sync")) {
                  String time = " && touch -d @" + second + " /data/twice";
                  tried(() -> pair.exec(pair.a, id, "echo two >/data/twice" + time));
                }
              });
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals("two", pair.exec(pair.b, id, "cat /data/twice"));
      assertEquals(
          Long.toString(second.get()),
          pair.exec(pair.b, id, "stat -c %Y /data/twice"),
          "its own time");
    }
  }

  /**
   * The last refresh is cut off after it brought the file, and the source runs on and writes it
   * once more in that second; then the move goes on, without another round.
   */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b"})
  void whatIsWrittenAfterARefreshThatWasCutOffArrives(String source, String target)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      String second = pair.exec(pair.a, id, "echo $(($(date +%s) + 90))");
      String write = "cd /data; echo %s >twice; touch -d @" + second + " twice";
      pair.exec(pair.a, id, write.formatted("one"));
      var connector = new CutConnector(pair.a.connector());
      MoveRequest request =
          pair.request(
              id,
              false,
              o ->
                  o.withSwitchOver(new MoveRequest.SwitchOver.WithoutSync())
                      .withSpecial(IncusOptions.DEFAULT.withRoute(Route.RELAY)));
      var cut = new AtomicBoolean();
      Operations operations =
          pair.operations(
              connector,
              LabPair.LIMITS,
              event -> {
                boolean switches =
                    event instanceof OperationEvent.StepStarted started
                        && started.step().equals("switch");
                if (switches && cut.compareAndSet(false, true)) {
                  tried(() -> {
                    pair.exec(pair.a, id, "head -c 20000000 /dev/urandom >/data/zz");
                    connector.cut(pair.a.host(), 6_000_000);
                  });
                }
              });
      try {
        OperationView view = operations.await(operations.submit(new IncusWay().order(request)));
        assertEquals(Status.FAILED, view.status(), view.toString());
        assertTrue(
            pair.content(pair.b, id).contains("./twice f 644 " + second), "it was brought before");
        connector.heal();
        pair.exec(pair.a, id, write.formatted("two"));
        operations.act(view.id(), OperationAction.CONTINUE);
        view = operations.await(view.id());
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals("two", pair.exec(pair.b, id, "cat /data/twice"));
      } finally {
        operations.close();
      }
    }
  }

  private interface Deed {
    void run() throws IOException;
  }

  private static void tried(Deed deed) {
    try {
      deed.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OperationView moved(
      LabPair pair, MoveRequest request, Consumer<OperationEvent> events) throws Exception {
    Operations operations = pair.operations(pair.a.connector(), LabPair.LIMITS, events);
    try {
      return operations.await(operations.submit(new IncusWay().order(request)));
    } finally {
      operations.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"inc-a, inc-b, PULL", "lxd-a, lxd-b, RELAY"})
  void whatWritesWithoutAPauseIsMoved(String source, String target, Route route) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      writing(pair, id);
      pair.snapshot(pair.a, id, "before");
      String content = pair.content(pair.a, id);
      MoveRequest request =
          pair.request(id, false, o -> o.withSpecial(IncusOptions.DEFAULT.withRoute(route)));
      List<String> details = new CopyOnWriteArrayList<>();
      OperationView view =
          moved(
              pair,
              request,
              event -> {
                if (event instanceof OperationEvent.StepDetail(var _, var text)) {
                  details.add(text);
                }
              });
      assertEquals(Status.SUCCEEDED, view.status(), view + " " + details);
      assertTrue(
          details.stream().anyMatch(text -> text.startsWith("Files changed while they were")),
          details.toString());
      assertEquals("", pair.state(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, id));
      assertEquals(content, pair.content(pair.b, id));
      assertEquals("", pair.exec(pair.b, id, "ls /data/busy >/dev/null"));
      assertEquals("", pair.setting(pair.b, id, Mark.KEY));
    }
  }
}
