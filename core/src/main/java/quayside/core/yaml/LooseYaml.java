package quayside.core.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML that osctld would not: with aliases, which are replaced by what they stand for, and
 * with tags, which are left out. Nothing is ever made of a tag but plain values. What would grow
 * beyond bounds is refused, so that a few aliases cannot stand for gigabytes.
 */
public final class LooseYaml {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_NODES = 100_000;
  private static final int DEEPEST = 64;

  private final YAMLParser parser;
  private final Map<String, Counted> anchors = new HashMap<>();
  private boolean aliases;
  private boolean tags;

  /**
   * What was read.
   *
   * @param aliases whether there were any
   * @param tags whether there were any
   */
  public record Reading(JsonValue value, boolean aliases, boolean tags) {}

  /** A value and how many values are in it, each as often as it is said. */
  private record Counted(@Nullable Object value, int nodes) {}

  private LooseYaml(YAMLParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one document.
   *
   * @throws JsonException if it is no YAML, or grows beyond bounds
   */
  public static Reading read(String text) throws JsonException {
    if (text.length() > MOST_CHARACTERS) {
      throw new JsonException("longer than a configuration can be");
    }
    try (JsonParser open = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      var loose = new LooseYaml((YAMLParser) open);
      Object value = open.nextToken() == null ? null : loose.value(0).value();
      return new Reading(JsonValue.of(value), loose.aliases, loose.tags);
    } catch (JacksonException e) {
      throw new JsonException("not YAML: " + e.getOriginalMessage());
    }
  }

  /** The value whose first token is the current one; ends on its last token. */
  private Counted value(int depth) throws JsonException {
    if (depth > DEEPEST) {
      throw new JsonException("nested deeper than a configuration can be");
    }
    if (parser.isCurrentAlias()) {
      aliases = true;
      Counted meant = anchors.get(parser.getString());
      if (meant == null) {
        throw new JsonException("not readable: an alias stands for nothing");
      }
      return meant;
    }
    tags |= parser.getTypeId() != null;
    Object anchor = parser.getObjectId();
    Counted found =
        switch (parser.currentToken()) {
          case START_OBJECT -> object(depth);
          case START_ARRAY -> array(depth);
          case VALUE_NULL -> new Counted(null, 1);
          case VALUE_TRUE -> new Counted(true, 1);
          case VALUE_FALSE -> new Counted(false, 1);
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Counted(parser.getNumberValue(), 1);
          default -> new Counted(parser.getString(), 1);
        };
    if (anchor != null) {
      aliases = true;
      anchors.put(anchor.toString(), found);
    }
    return found;
  }

  private Counted object(int depth) throws JsonException {
    var map = new LinkedHashMap<String, @Nullable Object>();
    int nodes = 1;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      Counted inner = value(depth + 1);
      nodes = added(nodes, inner);
      if (map.containsKey(key)) {
        throw new JsonException("not readable: the key “" + key + "” is said twice");
      }
      map.put(key, inner.value());
    }
    return new Counted(map, nodes);
  }

  private Counted array(int depth) throws JsonException {
    List<@Nullable Object> list = new ArrayList<>();
    int nodes = 1;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Counted inner = value(depth + 1);
      nodes = added(nodes, inner);
      list.add(inner.value());
    }
    return new Counted(list, nodes);
  }

  private static int added(int nodes, Counted inner) throws JsonException {
    int sum = nodes + inner.nodes();
    if (sum > MOST_NODES) {
      throw new JsonException("not readable: its aliases would grow without bounds");
    }
    return sum;
  }
}
