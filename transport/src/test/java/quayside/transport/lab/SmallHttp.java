package quayside.transport.lab;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import quayside.transport.Duplex;
import quayside.transport.http.WebSocket;
import quayside.transport.server.UnixSockets;

/** As much of an HTTP/1.1 server as recorded answers need, over any stream. */
public final class SmallHttp implements UnixSockets.Service {
  private final Handler handler;

  /** Answers requests. */
  public interface Handler {
    Reply reply(Request request) throws IOException;
  }

  /**
   * A request.
   *
   * @param headers by name in lower case
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {}

  /** What is done about a request. */
  public sealed interface Reply {
    /** A whole answer. */
    record Answer(int status, Map<String, String> headers, String body) implements Reply {}

    /** Bytes as they are, head and all; the stream is closed afterwards. */
    record Raw(String bytes) implements Reply {}

    /** A WebSocket, served until its end. */
    record Socket(Talk talk) implements Reply {}

    /** Nothing at all, ever. */
    record Silence() implements Reply {}
  }

  /** One end of a WebSocket's conversation. */
  public interface Talk {
    void with(WebSocket client) throws IOException;
  }

  public SmallHttp(Handler handler) {
    this.handler = handler;
  }

  /** An answer in JSON. */
  public static Reply json(int status, String body) {
    return new Reply.Answer(status, Map.of("Content-Type", "application/json"), body);
  }

  @Override
  public void serve(Duplex client) throws IOException {
    try (client) {
      var in = new BufferedInputStream(client.in());
      while (true) {
        Optional<Request> request = read(in);
        if (request.isEmpty() || !answer(request.get(), in, client)) {
          return;
        }
      }
    }
  }

  private boolean answer(Request request, InputStream in, Duplex client) throws IOException {
    switch (handler.reply(request)) {
      case Reply.Answer(var status, var headers, var body) -> {
        write(client.out(), status, headers, body.getBytes(StandardCharsets.UTF_8));
        return true;
      }
      case Reply.Raw(var bytes) -> {
        client.out().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        client.out().flush();
        return false;
      }
      case Reply.Silence _ -> {
        in.transferTo(OutputStream.nullOutputStream());
        return false;
      }
      case Reply.Socket(var talk) -> {
        String accept = accept(request.headers().getOrDefault("sec-websocket-key", ""));
        client
            .out()
            .write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + accept
                        + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        client.out().flush();
        talk.with(WebSocket.over(new Rest(in, client), WebSocket.Role.SERVER));
        return false;
      }
    }
  }

  private static Optional<Request> read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String[] words = first.split(" ", 3);
    var headers = new LinkedHashMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return Optional.of(new Request(words[0], words[1], headers, body(in, headers)));
  }

  private static String body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      var all = new ByteArrayOutputStream();
      for (int n = Integer.parseInt(line(in), 16); n > 0; n = Integer.parseInt(line(in), 16)) {
        all.write(in.readNBytes(n));
        line(in);
      }
      line(in);
      return all.toString(StandardCharsets.UTF_8);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** A line without its end; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        if (line.size() == 0) {
          return "";
        }
        throw new EOFException("the stream ended within a line");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static void write(OutputStream out, int status, Map<String, String> headers, byte[] body)
      throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    out.write(all.toByteArray());
    out.flush();
  }

  private static String accept(String key) {
    try {
      byte[] salted =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(salted));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Rest(InputStream in, Duplex client) implements Duplex {
    @Override
    public OutputStream out() {
      return client.out();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
