package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.driver.incus.RealServer;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.Remnant;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/** Somebody does something with the container or its copy meanwhile: nothing is lost by it. */
@Timeout(180)
final class MeddlingRealTest {
  @TempDir Path folder;

  private static OperationView run(Operations operations, MoveRequest request) throws Exception {
    return operations.await(operations.submit(new IncusWay().order(request)));
  }

  private static OperationView then(Operations operations, OperationView view, OperationAction what)
      throws Exception {
    operations.act(view.id(), what);
    return operations.await(view.id());
  }

  private static void set(RealServer server, String id, String key, String value) throws Exception {
    server.run(server.tool(), "config", "set", id, key, value);
  }

  /** What is in the files; times of a half copy are not those of its source. */
  private static String sums(String content) {
    return content
        .lines()
        .filter(line -> line.matches("[0-9a-f]{64} .*"))
        .collect(Collectors.joining("\n"));
  }

  private static String code(OperationView view) {
    return view.problem().orElseThrow(() -> new AssertionError(view.toString())).code();
  }

  /** What the list of the target says of the copy. */
  private static Optional<Remnant.Kind> left(LabPair pair, String id) throws IOException {
    return pair.quayside().fleet().refresh(pair.node(pair.b).name()).containers().stream()
        .filter(container -> container.ref().id().equals(id))
        .findFirst()
        .flatMap(Remnant::of)
        .map(Remnant::kind);
  }

  /** The half copy is taken for the container, and worked with. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b, sync", "inc-a, inc-b, switch", "lxd-a, lxd-b, sync"})
  void aCopyThatSomebodyStartsIsNobodysToRemove(String source, String target, String step)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      String tool = pair.b.tool();
      Trouble starts =
          () -> {
            pair.b.run(tool, "start", id);
            pair.b.awaitUp(id);
            String _ = pair.exec(pair.b, id, "echo new >/data/new");
          };
      Operations operations =
          pair.operations(pair.a.connector(), LabPair.LIMITS, Trouble.at(step, starts));
      try {
        MoveRequest request = pair.request(id, false, o -> o);
        OperationView view = run(operations, request);
        assertEquals("copy-used", code(view), view.toString());
        assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
        view = then(operations, view, OperationAction.CONTINUE);
        assertEquals("copy-used", code(view), view.toString());
        view = then(operations, view, OperationAction.CANCEL);
        assertTrue(view.leftovers().toString().contains(id), view.toString());
        pair.b.run(tool, "stop", "-f", id);
        assertEquals(Optional.of(Remnant.Kind.USED_COPY), left(pair, id));
        view = then(operations, view, OperationAction.CANCEL);
        assertEquals("STOPPED", pair.state(pair.b, id), view.toString());
        Preflight again = pair.quayside().moves().check(request);
        assertTrue(again.findings().stream().allMatch(f -> f.fix().isEmpty()), again.toString());
        assertTrue(again.toString().contains("somebody started it"), again.toString());
        String place = pair.b.tool().equals("lxc") ? "lxd" : "incus";
        assertEquals(
            "new",
            pair.b
                .run(
                    "cat",
                    "/var/lib/%s/storage-pools/default/containers/%s/rootfs/data/new"
                        .formatted(place, id))
                .strip());
        pair.b.run(tool, "delete", id);
        view = then(operations, view, OperationAction.CANCEL);
        assertEquals(Status.CANCELLED, view.status(), view.toString());
        assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
      } finally {
        operations.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b"})
  void theCopyStaysWhenItsOriginalIsRemovedBySomebody(String source, String target)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      String sums = sums(pair.content(pair.a, id));
      Operations operations =
          pair.operations(
              pair.a.connector(),
              LabPair.LIMITS,
              Trouble.at("sync", () -> pair.a.run(pair.a.tool(), "delete", "-f", id)));
      try {
        OperationView view = run(operations, pair.request(id, false, o -> o));
        assertEquals(Status.FAILED, view.status(), view.toString());
        assertEquals("STOPPED", pair.state(pair.b, id), view.toString());
        assertEquals(sums, sums(pair.content(pair.b, id)), view.toString());
        assertTrue(view.leftovers().toString().contains(id), view.toString());
      } finally {
        operations.close();
      }
    }
  }

  /** Servers start such containers when they start, and keep those; half copies are not such. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b", "lxd-a, inc-b"})
  void aHalfCopyIsNeitherStartedByItsServerNorProtected(String source, String target)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      set(pair.a, id, Outfit.AUTOSTART, "true");
      set(pair.a, id, Outfit.PROTECTION, "true");
      set(pair.a, id, "user.old", "yes");
      var half = new StringBuilder();
      Trouble changes =
          () -> {
            half.append(left(pair, id).map(Enum::name).orElse(""));
            half.append(pair.setting(pair.b, id, Outfit.AUTOSTART));
            half.append(pair.setting(pair.b, id, Outfit.PROTECTION));
            pair.a.run(pair.a.tool(), "config", "set", id, "limits.processes", "500");
            pair.a.run(pair.a.tool(), "config", "unset", id, "user.old");
          };
      Operations operations =
          pair.operations(pair.a.connector(), LabPair.LIMITS, Trouble.at("sync", changes));
      try {
        OperationView view = run(operations, pair.request(id, false, o -> o));
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals("HALF_COPYfalsefalse", half.toString());
        assertEquals("", pair.state(pair.a, id));
        assertEquals("RUNNING", pair.state(pair.b, id));
        assertEquals("true", pair.setting(pair.b, id, Outfit.AUTOSTART));
        assertEquals("true", pair.setting(pair.b, id, Outfit.PROTECTION));
        assertEquals("500", pair.setting(pair.b, id, "limits.processes"));
        assertEquals("", pair.setting(pair.b, id, "user.old"));
      } finally {
        operations.close();
        set(pair.b, id, Outfit.PROTECTION, "false");
      }
    }
  }

  /** It ran when it was looked at, and does not when its original is to go. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b"})
  void theOriginalOfWhatEndedAgainStays(String source, String target) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      set(pair.a, id, Outfit.AUTOSTART, "true");
      Operations operations =
          pair.operations(
              pair.a.connector(),
              LabPair.LIMITS,
              Trouble.at("cleanup", () -> pair.b.run(pair.b.tool(), "stop", "-f", id)));
      try {
        OperationView view = run(operations, pair.request(id, false, o -> o));
        assertEquals("cleanup-failed", code(view), view.toString());
        assertEquals("STOPPED", pair.state(pair.a, id), view.toString());
        assertEquals("false", pair.setting(pair.a, id, Outfit.AUTOSTART), view.toString());
        view = then(operations, view, OperationAction.CONTINUE);
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals("RUNNING", pair.state(pair.b, id), view.toString());
        assertEquals("true", pair.setting(pair.b, id, Outfit.AUTOSTART), view.toString());
        assertEquals("", pair.state(pair.a, id), view.toString());
      } finally {
        operations.close();
      }
    }
  }

  /** The original is started again; the copy may be tried again, or removed. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b, CONTINUE", "lxd-a, lxd-b, CONTINUE", "inc-a, inc-b, CANCEL"})
  void aCopyThatDoesNotStartIsAHalfOneAgain(String source, String target, OperationAction then)
      throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      set(pair.a, id, Outfit.AUTOSTART, "true");
      String shown = "/srv/" + id;
      Map<String, String> disk = Map.of("type", "disk", "source", shown, "path", "/mnt");
      var special = IncusOptions.DEFAULT.withDevices(Map.of("data", disk));
      pair.b.run("mkdir", "-p", shown);
      Operations operations =
          pair.operations(
              pair.a.connector(),
              LabPair.LIMITS,
              Trouble.at("switch", () -> pair.b.run("rmdir", shown)));
      try {
        OperationView view = run(operations, pair.request(id, false, o -> o.withSpecial(special)));
        assertEquals("target-start-failed", code(view), view.toString());
        assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
        assertEquals("true", pair.setting(pair.a, id, Outfit.AUTOSTART), view.toString());
        assertEquals("false", pair.setting(pair.b, id, Outfit.AUTOSTART), view.toString());
        assertEquals(Optional.of(Remnant.Kind.HALF_COPY), left(pair, id), view.toString());
        pair.b.run("mkdir", "-p", shown);
        view = then(operations, view, then);
        boolean moved = then == OperationAction.CONTINUE;
        assertEquals(moved ? Status.SUCCEEDED : Status.CANCELLED, view.status(), view.toString());
        assertEquals(moved ? "RUNNING" : "", pair.state(pair.b, id), view.toString());
        assertEquals(moved ? "" : "RUNNING", pair.state(pair.a, id), view.toString());
        assertEquals("true", pair.setting(moved ? pair.b : pair.a, id, Outfit.AUTOSTART));
      } finally {
        operations.close();
        pair.b.remove(id);
        pair.b.run("rmdir", shown);
      }
    }
  }

  /** Both were started since: whoever did has to say which is wanted. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b"})
  void ofTwoThatWereUsedNoneIsRemoved(String source, String target) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      Trouble turns =
          () -> {
            pair.b.run(pair.b.tool(), "stop", "-f", id);
            pair.a.run(pair.a.tool(), "start", id);
          };
      Operations operations =
          pair.operations(pair.a.connector(), LabPair.LIMITS, Trouble.at("cleanup", turns));
      try {
        OperationView view = run(operations, pair.request(id, false, o -> o));
        assertEquals("cleanup-failed", code(view), view.toString());
        assertTrue(!view.actions().contains(OperationAction.CANCEL), view.toString());
        view = then(operations, view, OperationAction.CONTINUE);
        assertEquals(Status.FAILED, view.status(), view.toString());
        assertEquals("RUNNING", pair.state(pair.a, id), view.toString());
        assertEquals("STOPPED", pair.state(pair.b, id), view.toString());
        pair.b.run(pair.b.tool(), "delete", id);
        view = then(operations, view, OperationAction.CONTINUE); // begins anew
        assertEquals(Status.SUCCEEDED, view.status(), view.toString());
        assertEquals("RUNNING", pair.state(pair.b, id), view.toString());
      } finally {
        operations.close();
      }
    }
  }
}
