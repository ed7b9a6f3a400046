package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/**
 * A container rewrites its files faster than its server reads them, which ends every copy of the
 * servers' own; it is moved nevertheless.
 */
@Timeout(180)
class WritesRealTest {
  @TempDir Path folder;

  /** Shortens and rewrites a file for ever; that is quicker than any server reads it. */
  private static void writing(LabPair pair, String id) throws IOException {
    pair.exec(
        pair.a,
        id,
        "(while :; do head -c 20000000 /dev/urandom >/data/busy; done) >/dev/null 2>&1 </dev/null"
            + " &");
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
      Operations operations =
          pair.operations(
              pair.a.connector(),
              LabPair.LIMITS,
              event -> {
                if (event instanceof OperationEvent.StepDetail(var _, var text)) {
                  details.add(text);
                }
              });
      try {
        OperationView view = operations.await(operations.submit(new IncusWay().order(request)));
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertTrue(
            details.contains(
                "Files changed while they were copied: /data/busy. Trying again so that what"
                    + " arrives stays"),
            details.toString());
        assertEquals("", pair.state(pair.a, id));
        assertEquals("RUNNING", pair.state(pair.b, id));
        assertEquals(content, pair.content(pair.b, id));
        assertEquals("", pair.exec(pair.b, id, "ls /data/busy >/dev/null"));
        assertEquals("", pair.setting(pair.b, id, Mark.KEY));
      } finally {
        operations.close();
      }
    }
  }
}
