package quayside.core.yaml;

import org.jspecify.annotations.Nullable;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * YAML from and to plain values, as osctld keeps its configuration: one document, no tags, no
 * anchors or aliases (osctld loads its files the same way; a few aliases could stand for
 * gigabytes).
 */
public final class Yaml {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(FACTORY).enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @throws JsonException if it is no YAML, or uses aliases
   */
  public static JsonValue parse(String text) throws JsonException {
    try {
      refuseAliases(text);
      return JsonValue.of(MAPPER.readValue(text, Object.class));
    } catch (JacksonException e) {
      throw new JsonException("not YAML: " + e.getOriginalMessage());
    }
  }

  /** Writes a plain value as a document. */
  public static String print(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }

  private static void refuseAliases(String text) throws JsonException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (((YAMLParser) parser).isCurrentAlias() || parser.getObjectId() != null) {
          throw new JsonException("not readable: the YAML uses anchors or aliases");
        }
      }
    }
  }
}
