package quayside.transport.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import quayside.transport.Duplex;
import quayside.transport.TransportException;
import quayside.transport.TransportException.Disconnected;

/**
 * Messages both ways over one stream (RFC 6455), without extensions. Blocking on both sides is the
 * back-pressure: nothing is read that nobody asked for, and whoever sends waits while the other
 * side does not read. One thread may read while another one writes. Pings are answered by whoever
 * reads; so somebody has to.
 */
public final class WebSocket implements AutoCloseable {
  /** What {@link #closedWith} tells when the stream ended without a word (RFC 6455 §7.1.5). */
  public static final int WITHOUT_A_WORD = 1006;

  private static final int NORMAL = 1000;

  private final Duplex stream;
  private final FrameReader reader;
  private final FrameWriter writer;
  private int started = -1; // the opcode of a message that is not complete
  private volatile int closedWith;

  /** Which side we are. */
  public enum Role {
    CLIENT,
    SERVER
  }

  /** Kinds of messages. */
  public enum Kind {
    TEXT,
    BINARY
  }

  /** A message. */
  public static final class Message {
    private final Kind kind;
    private final byte[] content;

    Message(Kind kind, byte[] content) {
      this.kind = kind;
      this.content = content;
    }

    public Kind kind() {
      return kind;
    }

    /** The content; of a text in UTF-8. */
    public byte[] bytes() {
      return content.clone();
    }

    /** The content as text. */
    public String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** Goes on over a stream whose opening handshake is done. */
  public static WebSocket over(Duplex stream, Role role) {
    return new WebSocket(stream, role);
  }

  private WebSocket(Duplex stream, Role role) {
    this.stream = stream;
    this.reader = new FrameReader(stream.in(), role == Role.SERVER);
    this.writer = new FrameWriter(stream.out(), role == Role.CLIENT);
  }

  /**
   * The next message; absent when the other side has closed, see {@link #closedWith}.
   *
   * @param limit how many bytes it may have
   */
  public Optional<Message> receive(int limit) throws TransportException {
    try {
      var content = new ByteArrayOutputStream();
      int opcode = 0;
      for (FrameReader.Head head = nextData(); head != null; head = nextData()) {
        opcode = head.opcode() == Opcode.CONTINUATION ? opcode : head.opcode();
        if (head.length() > limit - content.size()) {
          throw new ProtocolViolation(
              ProtocolViolation.TOO_BIG, "A message of more than " + limit + " bytes was sent.");
        }
        content.writeBytes(reader.rest());
        if (head.last()) {
          return Optional.of(message(opcode, content.toByteArray()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static Message message(int opcode, byte[] content) throws ProtocolViolation {
    if (opcode == Opcode.TEXT) {
      requireText(content);
    }
    return new Message(opcode == Opcode.TEXT ? Kind.TEXT : Kind.BINARY, content);
  }

  private static void requireText(byte[] content) throws ProtocolViolation {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
    } catch (CharacterCodingException _) {
      throw new ProtocolViolation(
          ProtocolViolation.NOT_CONSISTENT, "A text was sent that is not UTF-8.");
    }
  }

  /** Sends a message; blocks while the other side does not read. */
  public void send(Kind kind, byte[] content) throws TransportException {
    try {
      writer.frame(true, kind == Kind.TEXT ? Opcode.TEXT : Opcode.BINARY, content);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Sends a text. */
  public void send(String text) throws TransportException {
    send(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Passes everything that comes from here on to another WebSocket, frame by frame as it is, texts
   * as texts, empty ones too. Holds no more of it than a buffer. Returns when this side has closed;
   * the other is then told so.
   *
   * @param moved hears of each piece's bytes
   */
  public void relayTo(WebSocket target, LongConsumer moved) throws TransportException {
    try {
      for (FrameReader.Head head = nextData(); head != null; head = nextData()) {
        target.pass(head, reader, moved);
      }
    } catch (IOException e) {
      throw broken(e);
    }
    target.sendClose();
  }

  private void pass(FrameReader.Head head, FrameReader from, LongConsumer moved)
      throws IOException {
    writer.frame(
        head,
        (buffer, at, length) -> {
          int count = from.read(buffer, at, length);
          moved.accept(Math.max(0, count));
          return count;
        });
  }

  /** The next frame with data; null when the other side has closed. */
  private FrameReader.@Nullable Head nextData() throws IOException {
    while (closedWith == 0) {
      FrameReader.Head head = next();
      if (head == null) {
        return null;
      }
      switch (head.opcode()) {
        case Opcode.PING -> writer.pong(reader.rest());
        case Opcode.PONG -> reader.rest();
        case Opcode.CLOSE -> closed(reader.rest());
        default -> {
          boolean goesOn = head.opcode() == Opcode.CONTINUATION;
          if (goesOn != (started >= 0)) {
            throw new ProtocolViolation(
                ProtocolViolation.PROTOCOL_ERROR,
                goesOn
                    ? "The other side of a WebSocket went on with a message that it had not begun."
                    : "The other side of a WebSocket began a message within another.");
          }
          started = head.last() ? -1 : head.opcode();
          return head;
        }
      }
    }
    return null;
  }

  private FrameReader.@Nullable Head next() throws IOException {
    try {
      return reader.next();
    } catch (EOFException e) {
      if (e.getMessage() == null && started < 0) {
        closedWith = WITHOUT_A_WORD;
        return null;
      }
      throw e;
    }
  }

  private void closed(byte[] reason) throws IOException {
    closedWith = Close.code(reason);
    try {
      writer.close(Close.reason(closedWith == Close.NO_CODE ? NORMAL : closedWith));
    } catch (IOException _) {
      // it need not listen any more
    }
  }

  /** The code with which the other side closed, once it did. */
  public OptionalInt closedWith() {
    return closedWith == 0 ? OptionalInt.empty() : OptionalInt.of(closedWith);
  }

  /** Tells the other side that nothing more will come; it may still send. */
  public void sendClose() throws TransportException {
    try {
      writer.close(Close.reason(NORMAL));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Ends both directions at once, without a word; frees whoever reads or writes. */
  @Override
  public void close() {
    stream.close();
  }

  /** After a violation the other side is told why, if it reads, and the stream is closed. */
  private TransportException broken(IOException e) {
    if (e instanceof ProtocolViolation violation) {
      try {
        writer.close(Close.reason(violation.code()));
      } catch (IOException _) {
        // it need not listen any more
      }
      stream.close();
      return new TransportException.Refused(String.valueOf(e.getMessage()), e);
    }
    return lost(e);
  }

  private static TransportException lost(IOException e) {
    return e instanceof TransportException known
        ? known
        : new Disconnected("A WebSocket ended in the middle.", e);
  }
}
