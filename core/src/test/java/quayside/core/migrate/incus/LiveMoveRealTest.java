package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.driver.incus.RealServer;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** Containers are moved while they run, with their memory, where the lab was started for that. */
@Timeout(180)
class LiveMoveRealTest {
  static final IncusOptions LIVE = IncusOptions.DEFAULT.withManner(new Manner.Live());

  private static final String CRIU = "/usr/sbin/criu";

  @TempDir Path folder;

  private static long ticks(LabPair pair, RealServer server, String id) throws IOException {
    return Long.parseLong(pair.exec(server, id, "cat /run/ticks"));
  }

  @ParameterizedTest
  @CsvSource({
    "inc-a, inc-b, RELAY",
    "inc-b, inc-a, PULL",
    "lxd-a, lxd-b, RELAY",
    "lxd-b, lxd-a, PUSH"
  })
  void itsMemoryGoesOnThere(String source, String target, Route route) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.live();
      pair.exec(pair.a, id, "echo kept >/dev/mark");
      String content = pair.content(pair.a, id);
      MoveRequest request = pair.request(id, false, o -> o.withSpecial(LIVE.withRoute(route)));
      Preflight found = pair.quayside().moves().check(request);
      assertTrue(found.possible(), found.toString());
      long before = ticks(pair, pair.a, id);
      OperationView view = pair.run(request);
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals("", pair.state(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, id));
      long after = ticks(pair, pair.b, id);
      assertTrue(after > before, before + " went on with " + after);
      assertEquals("kept", pair.exec(pair.b, id, "cat /dev/mark"), "what was in memory");
      assertEquals(content, pair.content(pair.b, id));
      assertEquals("", pair.setting(pair.b, id, Mark.KEY));
      assertTrue(view.stop().isPresent(), view.toString());
    }
  }

  /** Incus 7.0.2 shows no files then; nothing is removed before they were compared. */
  @Test
  void whereFilesAreNotShownAfterwardsTheOriginalIsKept() throws Exception {
    try (var pair = new LabPair("inc-c", "inc-d", folder)) {
      String id = pair.live();
      pair.exec(pair.a, id, "echo kept >/dev/mark");
      var operations = pair.quayside().activity();
      String operation =
          pair.quayside().moves().start(pair.request(id, false, o -> o.withSpecial(LIVE)));
      OperationView view = operations.await(operation);
      assertEquals("RUNNING", pair.state(pair.b, id), view.toString());
      assertEquals("kept", pair.exec(pair.b, id, "cat /dev/mark"), "what was in memory");
      if (view.status() == Status.FAILED) {
        assertEquals("files-not-shown", view.problem().orElseThrow().code(), view.toString());
        assertEquals("STOPPED", pair.state(pair.a, id));
        pair.b.run("incus", "restart", "-f", id);
        operations.act(operation, OperationAction.CONTINUE);
        view = operations.await(operation);
      }
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals("", pair.state(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, id));
    }
  }

  /** What it would be made of there is damaged on the way, so that CRIU itself refuses it. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b"})
  void whatCannotBeMadeToGoOnThereGoesOnHere(String source, String target) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.live();
      pair.exec(pair.a, id, "echo kept >/dev/mark");
      String content = pair.content(pair.a, id);
      MoveRequest request = pair.request(id, false, o -> o.withSpecial(LIVE));
      beforeRestore(
          pair.b, id, "for i; do [ \"$last\" != -D ] || rm -f \"$i\"/pages-*.img; last=$i; done");
      OperationView view;
      try {
        view = pair.run(request);
      } finally {
        pair.b.told("umount %s && rm -r /tmp/criu-%s".formatted(CRIU, id), "sh");
      }
      assertEquals(Status.FAILED, view.status(), view.toString());
      assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
      pair.exec(
          pair.a,
          id,
          "t=$(cat /run/ticks); for i in 1 2 3 4 5; do sleep 1; [ $(cat /run/ticks) = $t ] || exit"
              + " 0; done; exit 1");
      assertEquals("kept", pair.exec(pair.a, id, "cat /dev/mark"), "what was in memory");
      assertEquals(content, pair.content(pair.a, id));
      assertEquals("", pair.state(pair.b, id), view.toString());
      var problem = view.problem().orElseThrow();
      assertEquals("live-failed", problem.code());
      assertTrue(
          problem.sentence().startsWith("Its memory could not be restored there: CRIU says"),
          view.toString());
    }
  }

  /** Longer than a restore may take that nobody sees; that it works is seen. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b"})
  void aRestoreThatTakesLongIsWaitedFor(String source, String target) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.live();
      pair.exec(pair.a, id, "echo kept >/dev/mark");
      beforeRestore(pair.b, id, "sleep 20");
      OperationView view;
      try {
        view = pair.run(pair.request(id, false, o -> o.withSpecial(LIVE)));
      } finally {
        pair.b.told("umount %s && rm -r /tmp/criu-%s".formatted(CRIU, id), "sh");
      }
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals("kept", pair.exec(pair.b, id, "cat /dev/mark"), "what was in memory");
    }
  }

  /** For this container alone: others are moved at the same time. */
  private static void beforeRestore(RealServer server, String id, String does) throws IOException {
    String place = "/tmp/criu-" + id;
    server.told(
        """
        mkdir %1$s && cp %2$s %1$s/real && cat >%1$s/criu <<'END'
        #!/bin/bash
        case "$*" in
          "restore "*lxc.payload.%3$s*)
            %4$s ;;
        esac
        exec %1$s/real "$@"
        END
        chmod +x %1$s/criu && mount --bind %1$s/criu %2$s
        """
            .formatted(place, CRIU, id, does),
        "sh");
  }
}
