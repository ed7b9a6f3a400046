package quayside.core.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.json.JsonException;

class LooseYamlTest {

  @Test
  void anAliasIsReplacedByWhatItStandsFor() throws JsonException {
    var reading = LooseYaml.read("---\nuid_map: &1\n- 0:666000:65536\ngid_map: *1\n");
    assertTrue(reading.aliases());
    assertEquals(List.of("0:666000:65536"), reading.value().get("gid_map").raw());
    assertEquals(
        reading.value().get("uid_map").raw(),
        Yaml.parse(Yaml.print(reading.value().raw())).get("gid_map").raw());
  }

  @Test
  void aTagIsToldAndLeftOut() throws JsonException {
    var reading = LooseYaml.read("a: !ruby/object:Gem::Requirement [1]\nb: !!str 5\n");
    assertTrue(reading.tags());
    assertFalse(reading.aliases());
    assertEquals("5", reading.value().get("b").raw());
  }

  @Test
  void plainYamlReadsAsAlways() throws JsonException {
    String text = "a: 1\nb: '1'\nc: [x, 1.5, true, null]\nd: {e: 00:16:3e:00:00:01}\nf:\n";
    var reading = LooseYaml.read(text);
    assertFalse(reading.tags() || reading.aliases());
    assertEquals(Yaml.print(Yaml.parse(text).raw()), Yaml.print(reading.value().raw()));
    assertTrue(LooseYaml.read("").value().isNull());
  }

  @Test
  void whatGrowsOrLoopsIsRefused() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    for (String bad :
        List.of(
            bomb.toString(),
            "a: &a [*a]\n",
            "a: *nobody\n",
            "[".repeat(5000),
            "a: 1\na: 2\n",
            "x".repeat(2 << 20),
            "a: [unclosed\n",
            "\t- x: {")) {
      assertThrows(JsonException.class, () -> LooseYaml.read(bad), bad.substring(0, 5));
    }
  }
}
