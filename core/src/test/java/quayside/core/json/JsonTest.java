package quayside.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void keepsOrderAndLongNumbers() throws JsonException {
    String text = "{\"z\":9007199254740993,\"a\":[1.5,true,null,\"\\u0000'\\n\"],\"m\":{}}";
    assertEquals(text, Json.print(Json.parse(text).raw()));
  }

  @Test
  void saysWhereAValueIsWrong() throws JsonException {
    JsonValue value = Json.parse("[{\"id\":{\"x\":1}}]");
    var e = assertThrows(JsonException.class, () -> value.list().getFirst().get("id").text());
    assertEquals("expected a text at $[0].id, found {\"x\":1}", e.getMessage());
    assertThrows(JsonException.class, () -> value.list().getFirst().get("missing").number());
  }

  @Test
  void readsWhatOsctldWritesForAbsentNumbers() throws JsonException {
    JsonValue value = Json.parse("{\"priority\":false,\"pid\":null,\"n\":\"17\"}");
    assertEquals(OptionalLong.empty(), value.get("priority").optionalNumber());
    assertEquals(OptionalLong.empty(), value.get("pid").optionalNumber());
    assertEquals(17, value.get("n").number());
    assertEquals("false", value.get("priority").text());
  }

  @Test
  void refusesWhatIsNotExactlyOneText() {
    for (String bad : List.of("", "{", "[1] [2]", "{\"a\":1}}", "nope", "[".repeat(5000))) {
      assertThrows(JsonException.class, () -> Json.parse(bad), bad);
    }
  }

  @Test
  void whatBreaksWhileItArrivesIsNoMatterOfJson() throws IOException {
    var whole = new ByteArrayInputStream("[1,{\"a\":\"ü\"}]".getBytes(StandardCharsets.UTF_8));
    assertEquals("ü", Json.parse(whole).list().get(1).get("a").text());
    var start = new ByteArrayInputStream("[1,{\"a\":".getBytes(StandardCharsets.UTF_8));
    var broken =
        new FilterInputStream(start) {
          @Override
          public int read(byte[] target, int from, int length) throws IOException {
            int n = super.read(target, from, length);
            if (n < 0) {
              throw new EOFException("gone");
            }
            return n;
          }
        };
    assertThrows(EOFException.class, () -> Json.parse(broken));
    var cut = new ByteArrayInputStream("[1,{".getBytes(StandardCharsets.UTF_8));
    assertThrows(JsonException.class, () -> Json.parse(cut));
  }

  @Test
  void printsOnOneLine() {
    var map = new LinkedHashMap<String, Object>();
    map.put("text", "two\nlines");
    assertTrue(Json.print(map).lines().count() == 1);
  }
}
