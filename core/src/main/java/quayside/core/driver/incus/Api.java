package quayside.core.driver.incus;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.ServerOperation;
import quayside.transport.Duplex;
import quayside.transport.TransportException;
import quayside.transport.http.HttpClient;
import quayside.transport.http.HttpRequest;
import quayside.transport.http.HttpResponse;
import quayside.transport.http.WebSocket;
import quayside.transport.http.WebSocketAnswer;

/**
 * Requests to a server and its three kinds of answers: at once, an operation, or an error. Which it
 * is stands in the body; the status of HTTP can be 200 for an error.
 */
final class Api {
  /** A list of some ten thousand instances with everything fits. */
  private static final int LARGEST = 64 << 20;

  private final HttpClient http;
  private final String server;
  private final Limits limits;

  Api(HttpClient http, String server, Limits limits) {
    this.http = http;
    this.server = server;
    this.limits = limits;
  }

  /**
   * An answer that is no error.
   *
   * @param metadata what was asked for; of an operation its record
   * @param etag of what was asked for
   * @param started whether an operation was started
   */
  record Answer(JsonValue metadata, Optional<String> etag, boolean started) {}

  Limits limits() {
    return limits;
  }

  /** The server's name, for sentences. */
  String server() {
    return server;
  }

  /** Asks for something; once more if the connection was found to be gone. */
  Answer get(String path) throws IOException {
    return get(path, limits.answer());
  }

  Answer get(String path, Duration silence) throws IOException {
    HttpRequest request = HttpRequest.get(path, silence);
    try {
      return send(request);
    } catch (TransportException.Disconnected _) {
      return send(request);
    }
  }

  /** The server's clock, as each answer tells it (RFC 9110, section 6.6.1). */
  Instant clock() throws IOException {
    String date;
    try (HttpResponse response = fetch(HttpRequest.get("/1.0", limits.answer()))) {
      date = response.header("Date").orElse("");
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeParseException _) {
      throw new DriverException.Unreadable("The server does not tell the time.", date);
    }
  }

  /** Sends something, once. */
  Answer send(String method, String path, @Nullable Object body) throws IOException {
    return send(request(method, path, body));
  }

  /** Sends something, once, unless what is there has another tag by now. */
  Answer send(String method, String path, Object body, Optional<String> etag) throws IOException {
    HttpRequest request = request(method, path, body);
    return send(etag.isPresent() ? request.with("If-Match", etag.get()) : request);
  }

  private HttpRequest request(String method, String path, @Nullable Object body) {
    Optional<HttpRequest.Body> content =
        Optional.ofNullable(body)
            .map(value -> new HttpRequest.Body.Text("application/json", Json.print(value)));
    return new HttpRequest(method, path, Map.of(), content, limits.answer());
  }

  /** Sends something that takes a while. */
  ServerOperation start(String method, String path, @Nullable Object body) throws IOException {
    return operation(send(method, path, body));
  }

  /** The operation that an answer tells of. */
  static ServerOperation operation(Answer answer) throws IOException {
    if (!answer.started()) {
      throw new DriverException.Unreadable(
          "The server was to start something and answered something else.",
          Refusals.beginning(Json.print(answer.metadata().raw())));
    }
    return read(answer.metadata(), () -> Records.operation(answer.metadata()));
  }

  /** Sends a request and reads its whole answer. */
  Answer send(HttpRequest request) throws IOException {
    try {
      return answer(http.send(request));
    } catch (TransportException.TimedOut e) {
      throw silent(e);
    }
  }

  private static DriverException.Silent silent(TransportException.TimedOut e) {
    var silent = new DriverException.Silent(String.valueOf(e.getMessage()));
    silent.initCause(e);
    return silent;
  }

  /** Sends a request whose answer is no JSON, unless it is an error. */
  HttpResponse fetch(HttpRequest request) throws IOException {
    try {
      HttpResponse response = http.send(request);
      if (response.status() / 100 == 2) {
        return response;
      }
      answer(response);
      throw new DriverException.Unreadable(
          "The server answered with status " + response.status() + " to a request for a file.", "");
    } catch (TransportException.TimedOut e) {
      throw silent(e);
    }
  }

  WebSocket webSocket(String path) throws IOException {
    try {
      return switch (http.webSocket(path, limits.answer())) {
        case WebSocketAnswer.Open(var socket) -> socket;
        case WebSocketAnswer.Denied(var response) -> {
          answer(response);
          throw new DriverException.Unreadable(
              "The server gave no WebSocket, and no reason either.", "");
        }
      };
    } catch (TransportException.TimedOut e) {
      throw silent(e);
    }
  }

  /** Goes on in another protocol over a stream of its own. */
  Duplex upgraded(String path, String protocol) throws IOException {
    try {
      return switch (http.upgrade(HttpRequest.get(path, limits.answer()), protocol)) {
        case HttpClient.Upgrade.Done(var stream, var _) -> stream;
        case HttpClient.Upgrade.Denied(var response) -> {
          answer(response);
          throw new DriverException.Unreadable(
              "The server does not go on with “" + protocol + "”, and gave no reason either.", "");
        }
      };
    } catch (TransportException.TimedOut e) {
      throw silent(e);
    }
  }

  private Answer answer(HttpResponse response) throws IOException {
    int status = response.status();
    Optional<String> etag = response.header("ETag");
    JsonValue body;
    var start = new Beginning(response.body(LARGEST));
    try (response) {
      body = Json.parse(start); // while it arrives: the list of a big server has megabytes
    } catch (JsonException e) {
      throw new DriverException.Unreadable(
          "The server answered (status "
              + status
              + ") with something that is "
              + e.getMessage()
              + ".",
          Refusals.beginning(start.text()));
    }
    return read(
        body,
        () ->
            switch (body.get("type").textOr("")) {
              case "sync" -> new Answer(body.get("metadata"), etag, false);
              case "async" -> new Answer(body.get("metadata"), etag, true);
              case "error" -> throw refusal(body);
              default -> throw new JsonException("expected an answer of type sync, async or error");
            });
  }

  private IOException refusal(JsonValue body) throws JsonException {
    long code = body.get("error_code").optionalNumber().orElse(500);
    String text = body.get("error").textOr("");
    if (code == 401 || (code == 403 && text.matches("(?i)not authorized.*|forbidden.*"))) {
      return new TransportException.AuthFailed(
          server + " does not let us do that: “" + Refusals.beginning(text) + "”.", null);
    }
    return Refusals.of(code, text);
  }

  /** Something that reads an answer. */
  interface Reader<T> {
    T read() throws IOException;
  }

  /** Reads an answer; one that lacks something becomes {@link DriverException.Unreadable}. */
  static <T> T read(JsonValue answer, Reader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (JsonException e) {
      throw new DriverException.Unreadable(
          "The server's answer is not as expected: " + e.getMessage() + ".",
          Refusals.beginning(Json.print(answer.raw())));
    }
  }
}
