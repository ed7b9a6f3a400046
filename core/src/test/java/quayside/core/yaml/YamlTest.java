package quayside.core.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.json.JsonException;

class YamlTest {

  @Test
  void readsAnIdMapAndAnAddressAsText() throws JsonException {
    var value =
        Yaml.parse(
            "---\nuid_map:\n- 0:1000000:65536\nversion: '13'\nhost:\nmac: 00:16:3e:00:00:01\n");
    assertEquals("0:1000000:65536", value.get("uid_map").list().getFirst().raw());
    assertEquals("13", value.get("version").raw());
    assertEquals("00:16:3e:00:00:01", value.get("mac").raw());
    assertTrue(value.get("host").isNull());
  }

  @Test
  void refusesAliasesAndGarbage() {
    assertThrows(JsonException.class, () -> Yaml.parse("a: &x [1]\nb: *x\n"));
    assertThrows(JsonException.class, () -> Yaml.parse("a: [unclosed\n"));
  }

  @Test
  void readsBackWhatItPrints() throws JsonException {
    var map = new LinkedHashMap<String, Object>();
    map.put("version", "13");
    map.put("truth", "true");
    map.put("empty", "");
    map.put("list", List.of("0:1:2", "- x", "a: b", "$(reboot)", "ends with space "));
    map.put("number", 5L);
    assertEquals(map, Yaml.parse(Yaml.print(map)).raw());
  }
}
