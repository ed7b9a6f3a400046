package quayside.core.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.json.Json;
import quayside.core.model.ContainerRef;
import quayside.core.problem.Problem;

final class JournalTest {
  private static final Instant AT = Instant.parse("2026-11-22T01:02:03.004Z");
  @TempDir Path folder;

  /** One of every kind, the outcomes too. */
  static List<OperationEvent> everyKind() {
    var problem = new Problem("code", "Title", "It “broke”.\nTwice.", "Try.", "more");
    var offers = Set.of(OperationAction.CONTINUE, OperationAction.CANCEL);
    var order =
        new Order(
            OperationView.Kind.CLONE,
            "incus",
            Place.of(new ContainerRef("n1", "tank", "web")),
            new Place.OnNode("n2", "", "web2"),
            Map.of("network", false, "port", 2222L, "asUser", "u"));
    return List.of(
        new OperationEvent.Planned("id1", order, List.of("check", "config"), AT),
        new OperationEvent.Began(AT),
        new OperationEvent.StepStarted("config"),
        new OperationEvent.StepDetail("config", "Syncing /"),
        new OperationEvent.Progress(
            new OperationView.Round("sync 1", 5, 10),
            OptionalLong.of(7),
            Optional.of(Duration.ofSeconds(3))),
        new OperationEvent.Progress(
            new OperationView.Round("sync 1", 5, 10), OptionalLong.empty(), Optional.empty()),
        new OperationEvent.Forecasted(new OperationView.Forecast(99, Duration.ofMillis(1500))),
        new OperationEvent.Waiting("Switch over?"),
        new OperationEvent.Committed(true),
        new OperationEvent.Reverted(),
        new OperationEvent.StopMeasured(
            new OperationView.StopTime(
                Duration.ofMillis(10),
                Duration.ofMillis(4),
                Duration.ofMillis(6),
                Duration.ofNanos(3000))),
        new OperationEvent.Noted("stopping", "web"),
        new OperationEvent.StepDone("config"),
        new OperationEvent.Undoing(),
        new OperationEvent.StepUndone("config"),
        new OperationEvent.Ended(new Outcome.Succeeded(List.of()), AT),
        new OperationEvent.Ended(new Outcome.Cancelled(List.of("left")), AT),
        new OperationEvent.Ended(new Outcome.Stopped(List.of("left"), offers), AT),
        new OperationEvent.Ended(
            new Outcome.Failed("sync", problem, true, List.of("a", "b"), offers), AT),
        new OperationEvent.Dismissed());
  }

  @Test
  void everyKindOfEventComesBackAsItWas() throws Exception {
    var kinds = everyKind().stream().map(Object::getClass).collect(Collectors.<Class<?>>toSet());
    for (Class<?> kind : OperationEvent.class.getPermittedSubclasses()) {
      assertTrue(kinds.contains(kind), kind.getSimpleName() + " is not tried");
    }
    for (OperationEvent event : everyKind()) {
      String line = Json.print(EventJson.write(event));
      assertFalse(line.contains("\n"), line);
      assertEquals(event, EventJson.read(Json.parse(line)));
    }
  }

  @Test
  void anOrderOfTheTimeWithoutRecipesIsOneOfOsctlsSend() throws Exception {
    var now = Json.print(EventJson.write(everyKind().getFirst()));
    var then = now.replace("\"recipe\":\"incus\",", "");
    assertFalse(then.equals(now), now);
    assertEquals(
        "osctl",
        EventJson.read(Json.parse(then)) instanceof OperationEvent.Planned planned
            ? planned.order().recipe()
            : "");
  }

  @Test
  void halfALineFromACrashIsSkippedAndWhatFollowsIsRead() throws Exception {
    var events = everyKind();
    try (Journal journal = Journal.own(folder, "x", _ -> {}).orElseThrow()) {
      journal.write(events.get(0), true);
    }
    Files.writeString(folder.resolve("x.jsonl"), "{\"event\":\"Bega", StandardOpenOption.APPEND);
    assertEquals(1, Journal.read(folder, "x", 0).events().size());
    try (Journal journal = Journal.own(folder, "x", _ -> {}).orElseThrow()) {
      journal.write(events.get(2), true);
    }
    assertEquals(List.of(events.get(0), events.get(2)), Journal.read(folder, "x", 0).events());
  }

  @Test
  void itIsReadOnFromWhereOneStopped() throws Exception {
    var read = new ArrayList<OperationEvent>();
    try (Journal journal = Journal.own(folder, "x", _ -> {}).orElseThrow()) {
      long offset = 0;
      for (OperationEvent event : everyKind()) {
        journal.write(event, false);
        var tail = Journal.read(folder, "x", offset);
        read.addAll(tail.events());
        offset = tail.offset();
      }
    }
    assertEquals(everyKind(), read);
  }

  @Test
  void onlyTheUserReadsItAndOnlyOneOwnsIt() throws Exception {
    try (Journal journal = Journal.own(folder, "x", _ -> {}).orElseThrow()) {
      journal.write(everyKind().getFirst(), true);
      assertTrue(Journal.own(folder, "x", _ -> {}).isEmpty());
      for (String name : Stream.of("x.jsonl", "x.lock").toList()) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
      }
    }
    assertFalse(Journal.owned(folder, "x"));
  }
}
