package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.ChildJvm;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/** The program is killed in the middle of a move between real servers; the next one finishes it. */
@Timeout(180)
final class IncusCrashRealTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("quayside.core.migrate.incus.IncusMoveChild#places")
  void killedAnywhereItIsFoundAndFinished(String place, String manner) throws Exception {
    try (var pair = new LabPair("inc-a", "inc-b", folder)) {
      String id = pair.running();
      if (manner.equals("refresh")) {
        pair.old(id);
      }
      String content = pair.content(pair.a, id);
      List<String> command = ChildJvm.command(IncusMoveChild.class, "-XX:TieredStopAtLevel=1");
      command.addAll(List.of(folder.toString(), "inc-a", "inc-b", id, place, manner));
      Path errors = folder.resolve("child.err");
      Process child = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      try {
        String said = ChildJvm.firstLine(child);
        assertTrue(said.equals("AT " + place), said + Files.readString(errors));
      } finally {
        assertTrue(child.toHandle().destroyForcibly());
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      }
      Operations next = IncusMoveChild.open(folder, "inc-a", "inc-b", _ -> {});
      try {
        OperationView found = next.recover().getFirst();
        assertEquals(Status.INTERRUPTED, found.status(), found.toString());
        next.act(found.id(), OperationAction.CONTINUE);
        OperationView end = next.await(found.id());
        assertEquals(Status.SUCCEEDED, end.status(), end.toString());
      } finally {
        next.close();
      }
      assertEquals("", pair.state(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, id));
      assertEquals(content, pair.content(pair.b, id));
      assertEquals("", pair.setting(pair.b, id, Mark.KEY));
      assertEquals("", pair.setting(pair.b, id, Aside.KEY));
      assertEquals("", pair.old(pair.b, id));
    }
  }
}
