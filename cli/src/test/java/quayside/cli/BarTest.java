package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Round;
import quayside.core.operation.OperationView.StepState;
import quayside.core.operation.OperationView.StepView;
import quayside.core.operation.Place;

class BarTest {
  @Test
  void everyRoundIsASegment() {
    assertEquals(
        "███████|█░",
        Bar.segments(List.of(new Round("rootfs", 60, 60), new Round("s", 15, 30)), 10));
    assertEquals("░░░░", Bar.segments(List.of(new Round("rootfs", 0, 0)), 4));
  }

  @Test
  void segmentsFillTheRoomWhateverTheRounds() {
    var rounds = new ArrayList<Round>();
    for (int i = 0; i < 40; i++) {
      rounds.add(new Round("sync " + i, i, Math.max(1, (long) i * i * i)));
      for (int room = 10; room < 70; room++) {
        assertEquals(room, Bar.segments(rounds, room).length(), i + " rounds in " + room);
      }
    }
  }

  @Test
  void theLineFitsTheTerminal() {
    var view =
        new OperationView(
            "id",
            OperationView.Kind.MOVE,
            new Place.OnNode("a", "tank", "ct"),
            new Place.OnNode("b", "", "ct"),
            Instant.EPOCH,
            Optional.empty(),
            OperationView.Status.RUNNING,
            List.of(new StepView("rootfs", StepState.RUNNING, "")),
            List.of(new Round("rootfs", 3L << 30, 5L << 30)),
            OptionalLong.of(98_000_000),
            Optional.of(Duration.ofSeconds(21)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Set.of());
    String line = Bar.line(view, 80);
    assertTrue(line.length() <= 80, line);
    assertTrue(line.endsWith("3.00 GiB of 5.00 GiB · 93.5 MiB/s · 21 s left"), line);
    assertTrue(Bar.line(view, 40).startsWith("rootfs"), "no bar, but words, where it is narrow");
  }
}
