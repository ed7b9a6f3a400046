package quayside.core.migrate.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import quayside.core.model.ContainerState;

final class SightingTest {
  private static final long MS = 1_000_000;
  private final Sighting source = new Sighting();
  private final Sighting target = new Sighting();

  @Test
  void eventsGiveTheStopWithTheRoundTripsAsItsError() {
    source.roundTrip(3 * MS);
    target.roundTrip(5 * MS);
    source.event(ContainerState.STOPPING, 1000 * MS);
    source.event(ContainerState.STOPPED, 1400 * MS);
    target.event(ContainerState.RUNNING, 2500 * MS);
    var stop = Sighting.between(source, target).orElseThrow();
    assertEquals(Duration.ofMillis(1500), stop.total());
    assertEquals(Duration.ofMillis(400), stop.shutdown());
    assertEquals(Duration.ofMillis(1100), stop.transfer());
    assertEquals(Duration.ofMillis(8), stop.error());
  }

  @Test
  void withoutEventsTheAnswersBoundIt() {
    source.seen(ContainerState.RUNNING, 900 * MS, 910 * MS);
    source.seen(ContainerState.STOPPED, 1100 * MS, 1110 * MS);
    target.seen(ContainerState.STAGED, 1900 * MS, 1910 * MS);
    target.seen(ContainerState.RUNNING, 2100 * MS, 2110 * MS);
    var stop = Sighting.between(source, target).orElseThrow();
    assertEquals(Duration.ofSeconds(1), stop.total());
    assertEquals(Duration.ofMillis(210), stop.error());
  }

  @Test
  void anEventReplacesWhatAskingHadShown() {
    source.seen(ContainerState.RUNNING, 900 * MS, 910 * MS);
    source.seen(ContainerState.STOPPING, 1100 * MS, 1110 * MS);
    source.event(ContainerState.STOPPING, 1000 * MS);
    target.event(ContainerState.RUNNING, 2000 * MS);
    assertEquals(Duration.ofSeconds(1), Sighting.between(source, target).orElseThrow().total());
  }

  @Test
  void whatWasNotSeenIsNotInvented() {
    source.event(ContainerState.STOPPING, 1000 * MS);
    assertTrue(Sighting.between(source, target).isEmpty());
    source.seen(ContainerState.RUNNING, 10, 20);
    assertTrue(Sighting.between(target, source).isEmpty());
  }

  @Test
  void aCloneIsMeasuredOnItsSourceAlone() {
    source.event(ContainerState.STOPPING, 1000 * MS);
    source.event(ContainerState.STOPPED, 1100 * MS);
    source.event(ContainerState.RUNNING, 1300 * MS);
    assertTrue(source.ranAgain());
    assertEquals(Duration.ofMillis(300), Sighting.between(source, source).orElseThrow().total());
  }
}
