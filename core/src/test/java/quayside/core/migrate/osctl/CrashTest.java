package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.ChildJvm;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;

/** The program is killed at every kind of event; the next one finishes what it began. */
@Timeout(180)
final class CrashTest {
  @TempDir Path folder;

  /**
   * Every kind of event that there is, so that a new one is tried without anybody thinking of it;
   * only notes are made by exports and imports alone, whose tests kill there.
   */
  static Stream<String> kinds() {
    return Arrays.stream(OperationEvent.class.getPermittedSubclasses())
        .filter(kind -> kind != OperationEvent.Noted.class)
        .map(Class::getSimpleName);
  }

  /** What the nodes do in each step, and on which of them it can be held up. */
  static Stream<Arguments> steps() {
    return Stream.of(
        Arguments.of("config", "b", "receive_skel"),
        Arguments.of("rootfs", "b", "receive_base"),
        Arguments.of("sync", "b", "receive_incremental"),
        Arguments.of("switch", "b", "receive_transfer"),
        Arguments.of("verify", "", ""),
        Arguments.of("cleanup", "a", "ct_send_cleanup"));
  }

  private static String scenario(String kind) {
    return switch (kind) {
      case "Waiting" -> "told-still";
      case "Undoing", "StepUndone" -> "cancel";
      case "Dismissed" -> "dismiss";
      default -> "plain";
    };
  }

  private static Process child(RealPair pair, Path journal, String scenario, String kind)
      throws IOException {
    List<String> command = ChildJvm.command(MoveChild.class, "-XX:TieredStopAtLevel=1");
    command.addAll(
        List.of(
            journal.toString(),
            Integer.toString(pair.a.port()),
            pair.a.rootKeyFile().toString(),
            Integer.toString(pair.b.port()),
            pair.b.rootKeyFile().toString(),
            scenario.equals("told-still") ? "told" : scenario,
            kind));
    return new ProcessBuilder(command)
        .redirectError(journal.resolveSibling("child.err").toFile())
        .start();
  }

  private void awaitLine(Process child, Path journal) throws Exception {
    String said = ChildJvm.firstLine(child);
    assertTrue(
        said.startsWith("AT "), said + Files.readString(journal.resolveSibling("child.err")));
  }

  private static String[] nodes(RealPair pair) {
    return new String[] {
      "",
      Integer.toString(pair.a.port()),
      pair.a.rootKeyFile().toString(),
      Integer.toString(pair.b.port()),
      pair.b.rootKeyFile().toString()
    };
  }

  private static OperationView until(Operations operations, Predicate<OperationView> wanted)
      throws Exception {
    var seen = new CompletableFuture<OperationView>();
    try (var _ =
        operations.watch(v -> {
          if (wanted.test(v)) {
            seen.complete(v);
          }
        })) {
      operations.operations().stream().filter(wanted).findFirst().ifPresent(seen::complete);
      return seen.get(60, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void killedAtAnyKindOfEventItIsFoundAndFinished(String kind) throws Exception {
    Path journal = Files.createDirectory(folder.resolve("journal"));
    try (var pair = new RealPair(folder).ready()) {
      if (kind.equals("Reverted")) {
        pair.a.faults().fail("ct_send_state");
      }
      Process child = child(pair, journal, scenario(kind), kind);
      try {
        awaitLine(child, journal);
      } finally {
        assertTrue(child.toHandle().destroyForcibly());
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      }
      pair.a.faults().clear();
      Operations next = MoveChild.open(journal, nodes(pair), _ -> {});
      try {
        finish(next, pair, kind);
      } finally {
        next.close();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void killedInTheMiddleOfAStepThatTheNodesGoOnWithItIsFinished(
      String step, String node, String held) throws Exception {
    Path journal = Files.createDirectory(folder.resolve("journal"));
    try (var pair = new RealPair(folder).ready()) {
      pair.a.setWriteRate("web", 400_000);
      var faults = node.equals("a") ? pair.a.faults() : pair.b.faults();
      if (!held.isEmpty()) {
        faults.hang(held);
      }
      Process child = child(pair, journal, "plain", held.isEmpty() ? "StepStarted:" + step : "");
      try {
        if (held.isEmpty()) {
          awaitLine(child, journal);
        } else {
          assertTrue(faults.awaitHanging(held, Duration.ofSeconds(90)));
        }
      } finally {
        assertTrue(child.toHandle().destroyForcibly());
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      }
      Operations next = MoveChild.open(journal, nodes(pair), _ -> {});
      try {
        OperationView found = next.recover().getFirst();
        assertEquals(Status.INTERRUPTED, found.status(), found.toString());
        next.act(found.id(), OperationAction.CONTINUE);
        faults.clear(); // the node goes on while the new program begins to look
        OperationView now = next.await(found.id());
        assertEquals(Status.SUCCEEDED, now.status(), now.toString());
      } finally {
        next.close();
      }
      assertEquals(List.of(), ids(pair.a.call("ct_list", Map.of())));
      assertEquals(List.of("web running"), ids(pair.b.call("ct_list", Map.of())));
      assertTrue(pair.b.files("web").count() > 200);
    }
  }

  /** Where a program with a key for one use is killed, and what is asked of the next one. */
  static Stream<Arguments> killsWithAKey() {
    return Stream.of(
        Arguments.of("StepStarted:trust", "", OperationAction.CONTINUE),
        Arguments.of("StepStarted:config", "", OperationAction.CANCEL),
        Arguments.of("StepStarted:config", "", OperationAction.CONTINUE),
        Arguments.of("", "receive_base", OperationAction.CANCEL),
        Arguments.of("", "receive_base", OperationAction.CONTINUE));
  }

  @ParameterizedTest
  @MethodSource("killsWithAKey")
  void killedWithAKeyForOneUseNothingOfItIsLeftAfterTheNextStart(
      String at, String held, OperationAction then) throws Exception {
    Path journal = Files.createDirectory(folder.resolve("journal"));
    try (var pair = new RealPair(folder)) {
      if (!held.isEmpty()) {
        pair.b.faults().hang(held);
      }
      Process child = child(pair, journal, "once", at);
      try {
        if (held.isEmpty()) {
          awaitLine(child, journal);
        } else {
          assertTrue(pair.b.faults().awaitHanging(held, Duration.ofSeconds(90)));
          assertEquals(1, accepted(pair));
        }
      } finally {
        assertTrue(child.toHandle().destroyForcibly());
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      }
      pair.b.faults().clear();
      Operations next = MoveChild.open(journal, nodes(pair), _ -> {});
      try {
        OperationView found = next.recover().getFirst();
        boolean open = found.leftovers().stream().anyMatch(l -> l.contains(OnceKey.PREFIX));
        assertEquals(open ? 1 : 0, accepted(pair), "it is named, or it is gone: " + found);
        next.act(found.id(), then);
        OperationView over = until(next, v -> v.id().equals(found.id()) && v.isOver());
        boolean taken = then == OperationAction.CANCEL;
        assertEquals(taken ? Status.CANCELLED : Status.SUCCEEDED, over.status(), over.toString());
        assertEquals(
            List.of(), ids(pair.a.call("ct_list", Map.of())).stream().filter(_ -> !taken).toList());
      } finally {
        next.close();
      }
      assertEquals(0, accepted(pair));
    }
  }

  private static int accepted(RealPair pair) throws IOException {
    Object keys = pair.b.call("receive_authkey_list", Map.of());
    return Optional.ofNullable(keys).map(l -> ((List<?>) l).size()).orElse(0);
  }

  private static void finish(Operations next, RealPair pair, String kind) throws Exception {
    List<OperationView> found = next.recover();
    if (kind.equals("Dismissed")) {
      assertTrue(found.isEmpty());
    } else {
      OperationView view = found.getFirst();
      if (!kind.equals("Ended")) {
        assertEquals(Status.INTERRUPTED, view.status(), view.toString());
        assertFalse(view.problem().orElseThrow().sentence().isEmpty());
        assertTrue(view.actions().contains(OperationAction.CONTINUE), view.toString());
        next.act(view.id(), OperationAction.CONTINUE);
        OperationView now = next.await(view.id());
        if (now.status() == Status.WAITING) {
          next.act(view.id(), OperationAction.SWITCH_NOW);
          now = until(next, OperationView::isOver);
        }
        assertEquals(Status.SUCCEEDED, now.status(), now.toString());
      } else {
        assertEquals(Status.SUCCEEDED, view.status());
      }
    }
    assertEquals(List.of(), ids(pair.a.call("ct_list", Map.of())));
    assertEquals(List.of("web running"), ids(pair.b.call("ct_list", Map.of())));
  }

  private static List<String> ids(@org.jspecify.annotations.Nullable Object list) {
    return Optional.ofNullable(list).map(l -> (List<?>) l).orElse(List.of()).stream()
        .map(ct -> (Map<?, ?>) ct)
        .map(ct -> ct.get("id") + " " + ct.get("state"))
        .toList();
  }

  @Test
  void twoProgramsOnOneHomeHaveOneOwnerThatHearsTheOther() throws Exception {
    Path journal = Files.createDirectory(folder.resolve("journal"));
    try (var pair = new RealPair(folder).ready()) {
      Process child = child(pair, journal, "told", "");
      Operations other = MoveChild.open(journal, nodes(pair), _ -> {});
      try {
        OperationView waiting = until(other, v -> v.status() == Status.WAITING);
        assertEquals(Status.WAITING, other.recover().getFirst().status(), "it has an owner");
        assertTrue(
            waiting.rounds().stream().anyMatch(r -> r.name().equals("rootfs") && r.done() > 0));
        assertThrows(IOException.class, () -> other.act(waiting.id(), OperationAction.DISMISS));
        other.act(waiting.id(), OperationAction.CANCEL);
        OperationView over = until(other, OperationView::isOver);
        assertEquals(Status.CANCELLED, over.status(), over.toString());
        assertEquals(List.of(), ids(pair.b.call("ct_list", Map.of())));
        assertEquals(List.of("web running"), ids(pair.a.call("ct_list", Map.of())));
      } finally {
        other.close();
        assertTrue(child.toHandle().destroyForcibly());
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      }
    }
  }
}
