package quayside.transport.http;

import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is asked of a server.
 *
 * @param method for example {@code GET}
 * @param path with query, percent-encoded, begins with a slash
 * @param headers by name
 * @param body what is sent along
 * @param silence how long the server may say or take nothing before it is given up
 */
public record HttpRequest(
    String method,
    String path,
    Map<String, String> headers,
    Optional<Body> body,
    Duration silence) {

  /** What is sent along. */
  public sealed interface Body {
    /** The media type. */
    String type();

    /** A text, sent in UTF-8. */
    record Text(String type, String content) implements Body {}

    /**
     * Bytes as they come. They can be sent once; the caller closes the stream.
     *
     * @param length how many; absent: until the stream ends
     */
    record Stream(String type, InputStream content, OptionalLong length) implements Body {}
  }

  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  public static HttpRequest get(String path, Duration silence) {
    return new HttpRequest("GET", path, Map.of(), Optional.empty(), silence);
  }

  /** The same with one more header. */
  public HttpRequest with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpRequest(method, path, more, body, silence);
  }
}
