package quayside.core.migrate.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quayside.core.operation.OperationView.Round;

final class RoundMeterTest implements RoundMeter.Sink {
  private final List<Round> seen = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @Override
  public void detail(String text) {
    said.add(text);
  }

  @Override
  public void progress(Round round, OptionalLong rate, Optional<Duration> left) {
    seen.add(round);
  }

  private void neverFalls() {
    long last = 0;
    for (Round round : seen) {
      assertTrue(round.done() >= last, seen.toString());
      assertTrue(round.total() >= round.done(), seen.toString());
      last = round.done();
    }
  }

  @Test
  void streamsAreSummedAlthoughEachCountsFromZero() {
    var meter = new RoundMeter("rootfs", 100, this);
    meter.bytes(30, 60);
    meter.bytes(60, 60);
    meter.nextStream();
    meter.bytes(10, 50);
    assertEquals(70, seen.getLast().done());
    assertEquals(110, seen.getLast().total());
    assertEquals(110, meter.finish(), "the last line of a stream is not at 100 %");
    assertEquals(new Round("rootfs", 110, 110), seen.getLast());
    neverFalls();
  }

  @Test
  void aCountThatFallsIsANewStreamAlsoWithoutAWord() {
    var meter = new RoundMeter("sync 1", 0, this);
    meter.bytes(20, 20);
    meter.bytes(5, 10);
    assertEquals(25, seen.getLast().done());
    neverFalls();
  }

  @Test
  void aStreamMayExceedItsEstimate() {
    var meter = new RoundMeter("sync 1", 10, this);
    meter.bytes(25, 20);
    assertEquals(25, seen.getLast().total());
    neverFalls();
  }

  @Test
  void ofAShortStreamNothingIsSaidSoTheEstimateCounts() {
    var meter = new RoundMeter("sync 2", 1234, this);
    meter.nextStream();
    meter.detail("the second stream");
    assertEquals(1234, meter.finish());
    assertEquals(List.of("the second stream"), said);
  }
}
