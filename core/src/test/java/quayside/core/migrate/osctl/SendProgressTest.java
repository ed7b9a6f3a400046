package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.OperationView.Round;

final class SendProgressTest implements RoundMeter.Sink {
  private final List<String> said = new ArrayList<>();
  private final List<Round> seen = new ArrayList<>();

  @Override
  public void detail(String text) {
    said.add(text);
  }

  @Override
  public void progress(Round round, OptionalLong rate, Optional<Duration> left) {
    seen.add(round);
  }

  @Test
  void theNodesWordsSayWhereTheNextStreamBegins() {
    var progress = new SendProgress(new RoundMeter("rootfs", 100, this));
    progress.update("Syncing /");
    progress.bytes(60, 60);
    progress.update("Syncing srv");
    progress.bytes(70, 80); // more than before, but another stream
    assertEquals(130, seen.getLast().done());
    progress.update("Stopping container");
    progress.bytes(75, 80);
    assertEquals(135, seen.getLast().done());
    assertEquals(List.of("Syncing /", "Syncing srv", "Stopping container"), said);
  }
}
