package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.driver.incus.RealServer;
import quayside.core.model.Platform;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/** What became of the copy before it was looked at is seen, and the original stays. */
@Timeout(180)
class VerifyRealTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "inc-a, inc-b, rm data/deep/5, /data/deep",
    "lxd-a, inc-b, chmod 640 data/3, /data/3",
    "lxd-a, lxd-b, truncate -s 299999 data/2, /data/2"
  })
  void aCopyThatLacksSomethingIsNotTaken(String source, String target, String harm, String told)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.stopped();
      var details = Collections.synchronizedList(new ArrayList<String>());
      var done = new AtomicBoolean();
      Operations operations =
          pair.operations(
              pair.a.connector(),
              LabPair.LIMITS,
              event -> {
                boolean verifies =
                    event instanceof OperationEvent.StepStarted started
                        && started.step().equals("verify");
                if (verifies && done.compareAndSet(false, true)) {
                  spoil(pair.b, id, harm);
                } else if (event instanceof OperationEvent.StepDetail detail) {
                  details.add(detail.text());
                }
              });
      try {
        OperationView view =
            operations.await(
                operations.submit(new IncusWay().order(pair.request(id, false, o -> o))));
        assertEquals(Status.FAILED, view.status(), view.toString());
        assertTrue(view.problem().orElseThrow().sentence().contains(told), view.toString());
        assertEquals("STOPPED", pair.state(pair.a, id), view.toString());
        undo(pair.b, id);
        operations.act(view.id(), OperationAction.CONTINUE);
        view = operations.await(view.id());
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals("", pair.state(pair.a, id), view.toString());
        assertTrue(all(details), details.toString());
      } finally {
        operations.close();
      }
    }
  }

  private static boolean all(List<String> details) {
    return details.stream().anyMatch(text -> text.matches("All \\d{3,} files are there"));
  }

  /** What is changed is kept beside the root, with all its times. */
  private static void spoil(RealServer server, String id, String harm) {
    try {
      server.told(
          "cd %1$s && cp -a rootfs/data kept && cd rootfs && %2$s"
              .formatted(place(server, id), harm),
          "sh");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void undo(RealServer server, String id) throws IOException {
    server.told(
        "cd %s && rm -r rootfs/data && mv kept rootfs/data".formatted(place(server, id)), "sh");
  }

  private static String place(RealServer server, String id) {
    String kind = server.platform() == Platform.LXD ? "lxd" : "incus";
    return "/var/lib/%s/storage-pools/default/containers/%s".formatted(kind, id);
  }
}
