package quayside.gui.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void bytesHaveThreeDigitsAtMostAndAUnit() {
    assertEquals("0 B", Figures.bytes(0));
    assertEquals("999 B", Figures.bytes(999));
    assertEquals("412 MB", Figures.bytes(412_000_000));
    assertEquals("1.3 MB/s", Figures.rate(1_300_000));
    assertEquals("38.6 GB", Figures.bytes(38_600_000_000L));
    assertEquals("412 GB", Figures.bytes(412_000_000_000L));
    assertEquals("1.0 GB", Figures.bytes(999_999_999));
  }

  @Test
  void aPartIsToldInTheUnitOfTheWhole() {
    assertEquals("31.9 of 38.6 GB", Figures.bytesOf(31_900_000_000L, 38_600_000_000L));
  }

  @Test
  void timesAreShort() {
    assertEquals("0.8 s", Figures.time(Duration.ofMillis(800)));
    assertEquals("0.74 s", Figures.stop(Duration.ofMillis(742)));
    assertEquals("12 s", Figures.stop(Duration.ofMillis(12_001)));
    assertEquals("58 s", Figures.time(Duration.ofSeconds(58)));
    assertEquals("1 min 31 s", Figures.time(Duration.ofSeconds(91)));
    assertEquals("2 h", Figures.time(Duration.ofHours(2)));
    assertEquals("2 h 5 min", Figures.time(Duration.ofMinutes(125)));
  }
}
