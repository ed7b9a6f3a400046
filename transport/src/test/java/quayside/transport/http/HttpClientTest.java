package quayside.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import quayside.transport.Duplex;
import quayside.transport.Threads;
import quayside.transport.TransportException;
import quayside.transport.lab.Blocked;
import quayside.transport.lab.Pipe;
import quayside.transport.lab.SmallHttp;

@Timeout(30)
class HttpClientTest {
  private static final String AGREEMENT =
      String.join(
          "\r\n",
          "HTTP/1.1 101 OK",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
          "",
          "");
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final AtomicInteger opened = new AtomicInteger();
  private final List<SmallHttp.Request> asked = new CopyOnWriteArrayList<>();
  private final List<Duplex> far = new CopyOnWriteArrayList<>();
  private HttpClient client = serve(_ -> new SmallHttp.Reply.Silence());

  private HttpClient serve(SmallHttp.Handler handler) {
    var server =
        new SmallHttp(request -> {
          asked.add(request);
          return handler.reply(request);
        });
    client =
        new HttpClient(
            "the server",
            () -> {
              try {
                Pipe.Pair pair = Pipe.pair();
                opened.incrementAndGet();
                far.add(pair.far());
                Threads.start("server", () -> quietly(server, pair.far()));
                return pair.near();
              } catch (IOException e) {
                throw new TransportException.Unreachable("no", e);
              }
            });
    return client;
  }

  private static void quietly(SmallHttp server, Pipe far) {
    try {
      server.serve(far);
    } catch (IOException _) {
      // the client went away
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static String text(HttpResponse response) throws IOException {
    return new String(response.bytes(1 << 20), StandardCharsets.UTF_8);
  }

  @Test
  void asksAndReadsOverOneStream() throws Exception {
    serve(request -> SmallHttp.json(200, request.method() + " " + request.target()));
    assertEquals("GET /1.0?a=b%20c", text(client.send(HttpRequest.get("/1.0?a=b%20c", SILENCE))));
    assertEquals("GET /2", text(client.send(HttpRequest.get("/2", SILENCE))));
    assertEquals(1, opened.get());
    assertTrue(asked.getFirst().headers().get("origin") == null);
  }

  @Test
  void sendsTextsAndStreams() throws Exception {
    serve(request -> SmallHttp.json(202, request.headers().get("content-type") + request.body()));
    var body = Optional.<HttpRequest.Body>of(new HttpRequest.Body.Text("text/x", "späße"));
    var put = new HttpRequest("PUT", "/x", Map.of("If-Match", "e"), body, SILENCE);
    HttpResponse answer = client.send(put);
    assertEquals(202, answer.status());
    assertEquals("text/xspäße", text(answer).replace("; charset=utf-8", ""));
    assertEquals("e", asked.getFirst().headers().get("if-match"));

    byte[] many = "0123456789".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
    for (OptionalLong length : List.of(OptionalLong.empty(), OptionalLong.of(many.length))) {
      var stream =
          new HttpRequest.Body.Stream(
              "application/octet-stream", new ByteArrayInputStream(many), length);
      text(client.send(new HttpRequest("POST", "/up", Map.of(), Optional.of(stream), SILENCE)));
      assertEquals(many.length, asked.getLast().body().length());
    }
  }

  @Test
  void aBodyIsReadNoFurtherThanWasAskedFor() throws Exception {
    serve(_ -> SmallHttp.json(200, "x".repeat(5000)));
    HttpResponse answer = client.send(HttpRequest.get("/", SILENCE));
    assertThrows(TransportException.Refused.class, () -> answer.bytes(4999));
  }

  @Test
  void silenceIsATypedFailure() {
    serve(_ -> new SmallHttp.Reply.Silence());
    var failure =
        assertThrows(
            TransportException.TimedOut.class,
            () -> client.send(HttpRequest.get("/", Duration.ofMillis(300))));
    assertTrue(String.valueOf(failure.getMessage()).contains("the server neither answered"));
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsATypedFailure() throws Exception {
    serve(_ -> new SmallHttp.Reply.Raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
    HttpResponse answer = client.send(HttpRequest.get("/", SILENCE));
    assertThrows(TransportException.Disconnected.class, () -> answer.bytes(100));
    serve(_ -> new SmallHttp.Reply.Raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
    var body = client.send(HttpRequest.get("/", SILENCE)).body();
    assertThrows(TransportException.Disconnected.class, body::readAllBytes);
  }

  @Test
  void garbageIsATypedFailure() {
    serve(_ -> new SmallHttp.Reply.Raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    assertThrows(TransportException.class, () -> client.send(HttpRequest.get("/", SILENCE)));
  }

  /** It may have been carried out: whoever asked has to look. */
  @Test
  void nothingIsSentTwiceWhenTheStreamEnds() throws Exception {
    serve(request ->
        request.target().equals("/first") ? SmallHttp.json(200, "") : new SmallHttp.Reply.Raw(""));
    text(client.send(HttpRequest.get("/first", SILENCE)));
    var post = new HttpRequest("POST", "/create", Map.of(), Optional.empty(), SILENCE);
    assertThrows(TransportException.Disconnected.class, () -> client.send(post));
    assertEquals(2, asked.size());
  }

  @Test
  void whyAStreamCouldNotBeOpenedIsPassedOn() {
    client =
        new HttpClient(
            "x",
            () -> {
              throw new TransportException.Refused("no such socket", null);
            });
    var failure =
        assertThrows(
            TransportException.Refused.class, () -> client.send(HttpRequest.get("/", SILENCE)));
    assertEquals("no such socket", failure.getMessage());
  }

  @Test
  void closingFreesEveryCall() throws Exception {
    serve(request ->
        request.target().equals("/half")
            ? new SmallHttp.Reply.Socket(socket -> {
              socket.send("first");
              socket.receive(10);
            })
            : new SmallHttp.Reply.Silence());
    var open =
        assertInstanceOf(WebSocketAnswer.Open.class, client.webSocket("/half", SILENCE)).socket();
    assertEquals("first", open.receive(10).orElseThrow().text());
    var waits = Blocked.in(() -> client.send(HttpRequest.get("/", SILENCE)));
    var listens = Blocked.in(() -> open.receive(10));
    while (asked.size() < 2) {
      Thread.onSpinWait();
    }
    client.close();
    assertInstanceOf(TransportException.Disconnected.class, waits.get(1, TimeUnit.SECONDS));
    assertInstanceOf(TransportException.Disconnected.class, listens.get(1, TimeUnit.SECONDS));
    assertThrows(
        TransportException.Disconnected.class,
        () -> client.send(HttpRequest.get("/later", SILENCE)));
  }

  /** The first frames often come in the same packet as the server's agreement. */
  @Test
  void framesRightBehindTheHandshakeAreNotLost() throws Exception {
    serve(_ ->
        new SmallHttp.Reply.Socket(socket -> {
          for (int i = 0; i < 1000; i++) {
            socket.send("event " + i);
          }
          socket.sendClose();
          socket.receive(10);
        }));
    for (int round = 0; round < 20; round++) {
      var socket =
          assertInstanceOf(WebSocketAnswer.Open.class, client.webSocket("/events", SILENCE))
              .socket();
      for (int i = 0; i < 1000; i++) {
        assertEquals("event " + i, socket.receive(100).orElseThrow().text());
      }
      assertTrue(socket.receive(100).isEmpty());
      socket.close();
    }
  }

  @Test
  void aDeniedWebSocketBringsTheReason() throws Exception {
    serve(_ -> SmallHttp.json(403, "{\"error\":\"not trusted\"}"));
    var denied =
        assertInstanceOf(WebSocketAnswer.Denied.class, client.webSocket("/events", SILENCE));
    assertEquals(403, denied.response().status());
    assertEquals("{\"error\":\"not trusted\"}", text(denied.response()));
  }

  @Test
  void anAgreementToAnotherWebSocketIsNone() {
    serve(_ -> new SmallHttp.Reply.Raw(AGREEMENT));
    assertThrows(TransportException.Refused.class, () -> client.webSocket("/events", SILENCE));
  }

  /** As the library looks whether a stream that was idle for a while is still good. */
  @Test
  void aLookAtAnIdleStreamDoesNotBlock() throws Exception {
    Pipe.Pair pair = Pipe.pair();
    try (var socket = new StreamSocket(pair::near, _ -> {})) {
      socket.connect(new java.net.InetSocketAddress(0), 0);
      socket.setSoTimeout(1);
      var in = socket.getInputStream();
      assertThrows(java.net.SocketTimeoutException.class, in::read);
      pair.far().out().write('x');
      socket.setSoTimeout(20_000);
      assertEquals('x', in.read());
    }
  }
}
