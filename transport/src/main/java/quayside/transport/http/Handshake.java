package quayside.transport.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import quayside.transport.TransportException;

/** The opening handshake of a WebSocket (RFC 6455 §4), as client. */
final class Handshake {
  private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3

  private Handshake() {}

  /** No Origin is sent: servers compare it with Host. */
  static WebSocketAnswer with(HttpClient client, String path, Duration silence)
      throws TransportException {
    byte[] nonce = new byte[16];
    new SecureRandom().nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    HttpRequest request =
        HttpRequest.get(path, silence)
            .with("Sec-WebSocket-Version", "13")
            .with("Sec-WebSocket-Key", key);
    return switch (client.upgrade(request, "websocket")) {
      case HttpClient.Upgrade.Denied(var response) -> new WebSocketAnswer.Denied(response);
      case HttpClient.Upgrade.Done(var stream, var head) -> {
        if (!head.header("Sec-WebSocket-Accept").equals(java.util.Optional.of(accept(key)))) {
          stream.close();
          throw new TransportException.Refused(
              "The server agreed to a WebSocket, but not to the one that was asked for.", null);
        }
        yield new WebSocketAnswer.Open(WebSocket.over(stream, WebSocket.Role.CLIENT));
      }
    };
  }

  /** What a server answers to a key. */
  static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + SALT).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
