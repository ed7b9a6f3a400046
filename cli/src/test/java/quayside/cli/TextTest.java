package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void remoteTextCannotSteerTheTerminal() {
    assertEquals("a\\u001b[2Jb\\u000a\\u009b\\u202e", Text.clean("a\u001b[2Jb\n\u009b\u202e"));
    assertEquals("naïve ✓ 🚢", Text.clean("naïve ✓ 🚢"));
  }

  @Test
  void sizesHaveThreeDigits() {
    assertEquals("0 B", Text.bytes(0));
    assertEquals("999 B", Text.bytes(999));
    assertEquals("0.98 KiB", Text.bytes(1000));
    assertEquals("1.50 GiB", Text.bytes(3L << 29));
    assertEquals("24.0 MiB", Text.bytes(24 << 20));
  }

  @Test
  void spansFitTheirSize() {
    assertEquals("0.84 s", Text.time(Duration.ofMillis(840)));
    assertEquals("12 s", Text.time(Duration.ofSeconds(12)));
    assertEquals("3 min 05 s", Text.time(Duration.ofSeconds(185)));
    assertEquals("2 h 10 min", Text.time(Duration.ofMinutes(130)));
  }

  @Test
  void columnsStandBelowEachOther() {
    assertEquals(
        List.of("A    LONG", "bbb  \\u0007"),
        Text.table(List.of(List.of("A", "LONG"), List.of("bbb", "\u0007"))));
  }

  @Test
  void jsonIsOneLineAndLeavesOutWhatIsAbsent() {
    var object = Views.typed("t");
    object.put("text", "\"\\\n\u001b");
    object.put("none", Optional.empty());
    object.put("no", OptionalLong.empty());
    object.put("size", OptionalLong.of(3));
    object.put("list", List.of(1, true, Map.of("a", 2.5)));
    object.put("broken", "\ud800");
    assertEquals(
        "{\"type\":\"t\",\"text\":\"\\\"\\\\\\n\\u001b\",\"size\":3,"
            + "\"list\":[1,true,{\"a\":2.5}],\"broken\":\"\\ud800\"}",
        JsonLine.of(object));
  }
}
