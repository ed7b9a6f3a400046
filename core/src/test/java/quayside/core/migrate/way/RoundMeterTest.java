package quayside.core.migrate.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.operation.OperationView.Round;

final class RoundMeterTest {
  private final HeardRounds heard = new HeardRounds();

  private void neverFalls() {
    long last = 0;
    for (Round round : heard.seen) {
      assertTrue(round.done() >= last, heard.seen.toString());
      assertTrue(round.total() >= round.done(), heard.seen.toString());
      last = round.done();
    }
  }

  @Test
  void streamsAreSummedAlthoughEachCountsFromZero() {
    var meter = new RoundMeter("rootfs", 100, heard);
    meter.bytes(30, 60);
    meter.bytes(60, 60);
    meter.nextStream();
    meter.bytes(10, 50);
    assertEquals(70, heard.seen.getLast().done());
    assertEquals(110, heard.seen.getLast().total());
    assertEquals(110, meter.finish(), "the last line of a stream is not at 100 %");
    assertEquals(new Round("rootfs", 110, 110), heard.seen.getLast());
    neverFalls();
  }

  @Test
  void aCountThatFallsIsANewStreamAlsoWithoutAWord() {
    var meter = new RoundMeter("sync 1", 0, heard);
    meter.bytes(20, 20);
    meter.bytes(5, 10);
    assertEquals(25, heard.seen.getLast().done());
    neverFalls();
  }

  @Test
  void aStreamMayExceedItsEstimate() {
    var meter = new RoundMeter("sync 1", 10, heard);
    meter.bytes(25, 20);
    assertEquals(25, heard.seen.getLast().total());
    neverFalls();
  }

  @Test
  void ofAShortStreamNothingIsSaidSoTheEstimateCounts() {
    var meter = new RoundMeter("sync 2", 1234, heard);
    meter.nextStream();
    meter.detail("the second stream");
    assertEquals(1234, meter.finish());
    assertEquals(List.of("the second stream"), heard.said);
  }
}
