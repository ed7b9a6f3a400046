package quayside.transport.http;

/** What a server said to the wish for a WebSocket. */
public sealed interface WebSocketAnswer {

  /** It agreed. */
  record Open(WebSocket socket) implements WebSocketAnswer {}

  /** It answered something else, with a reason in its body. */
  record Denied(HttpResponse response) implements WebSocketAnswer {}
}
