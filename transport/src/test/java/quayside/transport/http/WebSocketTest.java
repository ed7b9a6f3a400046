package quayside.transport.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.transport.Threads;
import quayside.transport.TransportException;
import quayside.transport.lab.Blocked;
import quayside.transport.lab.Pipe;

/**
 * The cases of the Autobahn test suite that concern us (its chapters 1 framing, 2 pings and pongs,
 * 3 reserved bits, 4 opcodes, 5 fragmentation, 6 UTF-8, 7 closing, 9 sizes), as bytes of a server.
 */
@Timeout(30)
class WebSocketTest {
  private static final int LIMIT = 32 << 20;

  private Pipe far;
  private WebSocket client;

  @BeforeEach
  void open() throws IOException {
    Pipe.Pair pair = Pipe.pair();
    far = pair.far();
    client = WebSocket.over(pair.near(), WebSocket.Role.CLIENT);
  }

  @AfterEach
  void close() {
    client.close();
    far.close();
  }

  private void says(String hex) throws IOException {
    far.out().write(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** What the client sent, unmasked: opcode with the last-bit, then the payload. */
  private String heard() throws IOException {
    var reader = new FrameReader(far.in(), true);
    FrameReader.Head head = reader.next();
    return (head.last() ? "" : "+") + head.opcode() + ":" + HexFormat.of().formatHex(reader.rest());
  }

  private void violates(String hex, int code) throws Exception {
    says(hex);
    assertThrows(TransportException.Refused.class, () -> client.receive(LIMIT));
    assertEquals("8:" + HexFormat.of().toHexDigits((short) code), heard());
    assertEquals(-1, far.in().read());
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65535, 65536, 65537, 1 << 20, 16 << 20})
  void everySizeArrivesBothWays(int size) throws Exception {
    byte[] content = random(size);
    var server = WebSocket.over(far, WebSocket.Role.SERVER);
    var echoed =
        CompletableFuture.runAsync(() -> {
          try {
            WebSocket.Message message = server.receive(LIMIT).orElseThrow();
            server.send(message.kind(), message.bytes());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    client.send(WebSocket.Kind.BINARY, content);
    WebSocket.Message answer = client.receive(LIMIT).orElseThrow();
    echoed.get(20, TimeUnit.SECONDS);
    assertEquals(WebSocket.Kind.BINARY, answer.kind());
    assertArrayEquals(content, answer.bytes());
  }

  @Test
  void whatAClientSendsIsMaskedEachTimeAnew() throws Exception {
    client.send("same");
    client.send("same");
    byte[] first = far.in().readNBytes(10);
    byte[] second = far.in().readNBytes(10);
    assertEquals((byte) 0x84, first[1]);
    assertFalse(Arrays.equals(first, second));
    assertFalse(new String(first, StandardCharsets.ISO_8859_1).contains("same"));
  }

  @Test
  void anEmptyTextIsAMessage() throws Exception {
    says("8100 8203 010203");
    WebSocket.Message empty = client.receive(LIMIT).orElseThrow();
    assertEquals(WebSocket.Kind.TEXT, empty.kind());
    assertEquals("", empty.text());
    assertEquals(WebSocket.Kind.BINARY, client.receive(LIMIT).orElseThrow().kind());
  }

  @Test
  void aPingIsAnsweredWithItsPayload() throws Exception {
    says("8903 6b6170 8100");
    client.receive(LIMIT);
    assertEquals("10:6b6170", heard());
  }

  @Test
  void pongsThatNobodyAskedForAreNothing() throws Exception {
    says("8a00 8a02 0102 8101 61");
    assertEquals("a", client.receive(LIMIT).orElseThrow().text());
  }

  @Test
  void pingsBetweenTheFramesOfAMessageAreAnsweredAndNoPartOfIt() throws Exception {
    says("0101 61 8901 70 0001 62 8901 71 8001 63");
    assertEquals("abc", client.receive(LIMIT).orElseThrow().text());
    String first = heard();
    assertTrue(first.equals("10:70") || first.equals("10:71"), first);
  }

  @ParameterizedTest
  @CsvSource({
    "c101 61, reserved bit",
    "a101 61, reserved bit",
    "9101 61, reserved bit",
    "8300, opcode 3",
    "8700, opcode 7",
    "8b00, opcode 11",
    "8f00, opcode 15",
    "897e 007e, long ping",
    "0900, ping in parts",
    "0800, close in parts",
    "8001 61, goes on with nothing",
    "0101 61 8101 62, a message in a message",
    "8181 00000000 61, masked by a server",
    "827f 8000000000000000, negative length",
    "8801 03, half a code",
    "8802 03e7, code 999",
    "8802 03ec, code 1004",
    "8802 03ed, code 1005",
    "8802 03ee, code 1006",
    "8802 03f7, code 1015",
    "8802 0bb7, code 2999",
    "8802 1388, code 5000"
  })
  void whatBreaksTheRulesEndsTheConnection(String hex, String what) throws Exception {
    violates(hex, 1002);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8103 cebaff",
        "8102 c0af",
        "8103 eda080",
        "8104 f4908080",
        "8101 80",
        "0101 ce 8001 ff",
        "8803 03e8ff"
      })
  void wordsThatAreNoUtf8EndTheConnection(String hex) throws Exception {
    violates(hex, 1007);
  }

  @Test
  void aCharacterMayBeSplitOverFrames() throws Exception {
    says("0101 ce 8001 ba");
    assertEquals("κ", client.receive(LIMIT).orElseThrow().text());
  }

  @Test
  void whatIsTooLongIsNotRead() throws Exception {
    says("827e 0400");
    assertThrows(TransportException.Refused.class, () -> client.receive(1023));
    assertEquals("8:03f1", heard());
  }

  @ParameterizedTest
  @CsvSource({"8802 03e8, 1000", "8805 03e9627965, 1001", "8802 0fa0, 4000", "8800, 1005"})
  void aCloseIsAnswered(String hex, int code) throws Exception {
    says(hex);
    assertTrue(client.receive(LIMIT).isEmpty());
    assertEquals(OptionalInt.of(code), client.closedWith());
    assertEquals("8:" + HexFormat.of().toHexDigits((short) (code == 1005 ? 1000 : code)), heard());
    assertThrows(TransportException.class, () -> client.send("after"));
    assertTrue(client.receive(LIMIT).isEmpty());
  }

  @Test
  void anEndWithoutAWordIsToldFromAnEndInTheMiddle() throws Exception {
    far.socket().shutdownOutput();
    assertTrue(client.receive(LIMIT).isEmpty());
    assertEquals(OptionalInt.of(WebSocket.WITHOUT_A_WORD), client.closedWith());
  }

  @ParameterizedTest
  @ValueSource(strings = {"81", "827e 00", "8205 0102", "0101 61"})
  void anEndInTheMiddleIsAFailure(String hex) throws Exception {
    says(hex);
    far.socket().shutdownOutput();
    assertThrows(TransportException.Disconnected.class, () -> client.receive(LIMIT));
  }

  @Test
  void closingFreesWhoReadsAndWhoWrites() throws Exception {
    var reads = Blocked.in(() -> client.receive(LIMIT));
    var writes = Blocked.in(() -> client.send(WebSocket.Kind.BINARY, new byte[4 << 20]));
    client.close();
    assertTrue(reads.get(5, TimeUnit.SECONDS) instanceof TransportException);
    assertTrue(writes.get(5, TimeUnit.SECONDS) instanceof TransportException);
  }

  @Test
  void aRelayPassesFramesOnAsTheyAre() throws Exception {
    Pipe.Pair onward = Pipe.pair();
    var target = WebSocket.over(onward.near(), WebSocket.Role.CLIENT);
    var moved = new AtomicLong();
    var done = new CompletableFuture<Void>();
    Threads.start(
        "relay",
        () -> {
          try {
            client.relayTo(target, moved::addAndGet);
            done.complete(null);
          } catch (TransportException e) {
            done.completeExceptionally(e);
          }
        });
    says("0203 010203 8900 8002 0405 8100 820100 8802 03e8");
    var reader = new FrameReader(onward.far().in(), true);
    var frames = new ArrayList<String>();
    for (FrameReader.Head head = reader.next(); head.opcode() != 8; head = reader.next()) {
      String content = HexFormat.of().formatHex(reader.rest());
      frames.add((head.last() ? "" : "+") + head.opcode() + ":" + content);
    }
    done.get(10, TimeUnit.SECONDS);
    assertEquals(List.of("+2:010203", "0:0405", "1:", "2:00"), frames);
    assertEquals(6, moved.get());
  }

  /** A relay between a fast source and a target that does not read holds back the source. */
  @Test
  void aRelayHoldsBackWhoSends() throws Exception {
    Pipe.Pair onward = Pipe.pair();
    var target = WebSocket.over(onward.near(), WebSocket.Role.CLIENT);
    var source = WebSocket.over(far, WebSocket.Role.SERVER);
    var sent = new AtomicLong();
    var failed =
        Blocked.in(() -> {
          while (true) {
            source.send(WebSocket.Kind.BINARY, new byte[64 << 10]);
            sent.addAndGet(64 << 10);
          }
        });
    var relayed = Blocked.in(() -> client.relayTo(target, _ -> {}));
    long before;
    do {
      before = sent.get();
    } while (!failed.isDone()
        && !new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)
        && sent.get() != before);
    assertTrue(sent.get() < 16 << 20, "held in memory: " + sent.get());
    target.close();
    assertTrue(relayed.get(5, TimeUnit.SECONDS) instanceof TransportException);
    client.close();
    failed.get(5, TimeUnit.SECONDS);
  }

  /** Both directions full and a ping on top: the reader must not wait for the writer. */
  @Test
  void aPingDoesNotStopTheReaderWhileTheWriterWaits() throws Exception {
    var writes = Blocked.in(() -> client.send(WebSocket.Kind.BINARY, new byte[8 << 20]));
    var all = new ByteArrayOutputStream();
    all.write(HexFormat.of().parseHex("8903616263"));
    all.write(HexFormat.of().parseHex("810161"));
    far.out().write(all.toByteArray());
    assertEquals("a", client.receive(LIMIT).orElseThrow().text());
    assertFalse(writes.isDone());
  }
}
