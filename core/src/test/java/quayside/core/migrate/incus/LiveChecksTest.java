package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.IncusCode;
import quayside.core.model.Platform;

class LiveChecksTest {
  @Test
  void theForecastIsTheServersWaitsAndTheMemory() {
    assertEquals(
        Duration.ofSeconds(7), LiveChecks.expectedStop(Platform.INCUS, OptionalLong.empty()));
    assertEquals(
        Duration.ofSeconds(22),
        LiveChecks.expectedStop(Platform.LXD, OptionalLong.of(1_000_000_000)));
  }

  @Test
  void whoShowsItsFindingsKnowsThemByTheirCode() {
    assertEquals(IncusOptions.ABOUT_LIVE, IncusCode.LIVE.text());
    assertEquals(IncusOptions.ABOUT_REFRESH, IncusCode.REFRESH.text());
    assertEquals(IncusOptions.REFRESH_SETTLES, CommonCode.ID_TAKEN.text());
  }
}
