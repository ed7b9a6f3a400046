package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.way.HeardRounds;
import quayside.core.migrate.way.RoundMeter;

final class SendProgressTest {
  private final HeardRounds heard = new HeardRounds();

  @Test
  void theNodesWordsSayWhereTheNextStreamBegins() {
    var progress = new SendProgress(new RoundMeter("rootfs", 100, heard));
    progress.update("Syncing /");
    progress.bytes(60, 60);
    progress.update("Syncing srv");
    progress.bytes(70, 80); // more than before, but another stream
    assertEquals(130, heard.seen.getLast().done());
    progress.update("Stopping container");
    progress.bytes(75, 80);
    assertEquals(135, heard.seen.getLast().done());
    assertEquals(List.of("Syncing /", "Syncing srv", "Stopping container"), heard.said);
  }
}
