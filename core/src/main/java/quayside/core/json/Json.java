package quayside.core.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON (RFC 8259) from and to plain values: {@code Map}, {@code List}, {@code String}, {@code
 * Long}, {@code Double}, {@code Boolean} and null. Maps keep their order.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(200).build())
                  .build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads exactly one JSON text.
   *
   * @throws JsonException if it is none, says where
   */
  public static JsonValue parse(String text) throws JsonException {
    try {
      return JsonValue.of(MAPPER.readValue(text, Object.class));
    } catch (JacksonException e) {
      throw failed(e);
    }
  }

  /**
   * Reads exactly one JSON text (in UTF-8) while it arrives, up to the end of the stream.
   *
   * @throws JsonException if it is none, says where
   * @throws IOException of the stream, as it is
   */
  public static JsonValue parse(InputStream text) throws IOException {
    try {
      return JsonValue.of(MAPPER.readValue(text, Object.class));
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw failed(e);
    }
  }

  private static JsonException failed(JacksonException e) {
    var at = e.getLocation();
    String place =
        at == null ? "" : String.format(Locale.ROOT, " at line %d", Math.max(1, at.getLineNr()));
    return new JsonException("not JSON" + place + ": " + plain(e.getOriginalMessage()));
  }

  /** Without the parser's remarks about itself, which stand in brackets at the end. */
  private static String plain(String message) {
    return message.replaceAll("(?s)\\s*\\((start marker|code) .*|\\s*\\[Source:.*", "");
  }

  /** Writes a plain value on one line. */
  public static String print(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Writes a plain value over several lines, for files that people may look into. */
  public static String printPretty(@Nullable Object value) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value)
        + "\n";
  }
}
