package quayside.core.driver.incus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;

/** What real servers said, as lab/incus/record kept it: about an instance called {@code web}. */
final class Recordings {
  private final String kind;
  private final Map<String, String> kept = new ConcurrentHashMap<>();

  /**
   * @param kind {@code incus} or {@code lxd}
   */
  Recordings(String kind) {
    this.kind = kind;
  }

  /** A recording as it came. */
  String text(String name) {
    return kept.computeIfAbsent(name, this::read);
  }

  /** The same as if it were about another instance. */
  String text(String name, String instance) {
    return text(name).replaceAll("(?<=[\"/])web(?=[\"/?])", instance);
  }

  /** What was asked for, out of an answer. */
  JsonValue metadata(String name) {
    try {
      return Json.parse(text(name)).get("metadata");
    } catch (JsonException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String name) {
    String path = "/recorded/incus/" + kind + "/" + (name.contains(".") ? name : name + ".json");
    try (InputStream in = Recordings.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("nothing recorded as " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
