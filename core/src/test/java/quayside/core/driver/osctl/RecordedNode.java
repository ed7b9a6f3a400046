package quayside.core.driver.osctl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import quayside.core.json.Json;
import quayside.transport.Command;
import quayside.transport.Duplex;
import quayside.transport.Exec;
import quayside.transport.Remote;
import quayside.transport.Threads;
import quayside.transport.TransportException;

/** A node that answers what was recorded, on the command line and, if it has one, on the socket. */
final class RecordedNode implements Remote {
  private final boolean socket;
  private final Map<String, Answer> commands = new ConcurrentHashMap<>();
  private final Map<String, List<String>> replies = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile boolean hanging;

  RecordedNode(boolean socket) {
    this.socket = socket;
  }

  /** How a command ends. */
  record Answer(int exit, String out, InputStream err) {}

  static String recording(String name) {
    try (InputStream in = RecordedNode.class.getResourceAsStream("/recorded/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no recording " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers a call with JSON, both ways. */
  void answer(Call call, String json) {
    commands.put(CommandLine.of(call).line(), ok(json + "\n"));
    replies.put(call.command(), List.of("{\"status\":true,\"response\":" + json.strip() + "}"));
  }

  /** Refuses a call, both ways. */
  void refuse(Call call, String message) {
    commands.put(
        CommandLine.of(call).line(),
        new Answer(
            1,
            "",
            new ByteArrayInputStream(
                ("error: " + message + "\n").getBytes(StandardCharsets.UTF_8))));
    replies.put(
        call.command(), List.of("{\"status\":false,\"message\":" + Json.print(message) + "}"));
  }

  /** Answers with lines as they are. */
  void raw(Call call, String out, List<String> lines) {
    commands.put(CommandLine.of(call).line(), ok(out));
    replies.put(call.command(), lines);
  }

  void command(String line, int exit, String out, String err) {
    commands.put(
        line,
        new Answer(exit, out, new ByteArrayInputStream(err.getBytes(StandardCharsets.UTF_8))));
  }

  /** Events on the socket, then its end. */
  void events(List<String> events) {
    var lines = new ArrayList<String>(List.of("{\"status\":true,\"response\":\"subscribed\"}"));
    events.forEach(event -> lines.add("{\"status\":true,\"response\":" + event + "}"));
    lines.add("LOST");
    replies.put("event_subscribe", lines);
  }

  void command(String line, Answer answer) {
    commands.put(line, answer);
  }

  private static Answer ok(String out) {
    return new Answer(0, out, InputStream.nullInputStream());
  }

  @Override
  public Exec start(Command command) {
    asked.add(command.line());
    Answer answer =
        commands.getOrDefault(
            command.line(),
            new Answer(
                127, "", new ByteArrayInputStream("not found\n".getBytes(StandardCharsets.UTF_8))));
    return new RecordedExec(answer, hanging);
  }

  @Override
  public Duplex openUnixSocket(String path) throws TransportException {
    if (!socket) {
      throw new TransportException.Refused("no socket", null);
    }
    try {
      var pipe = new PipedInputStream(1 << 20);
      var out = new PipedOutputStream(pipe);
      var requests = new PipedOutputStream();
      var served = new PipedInputStream(requests, 1 << 20);
      Threads.start("recorded-osctld", () -> serve(served, out));
      return new RecordedDuplex(pipe, requests, () -> closeAll(pipe, out, requests));
    } catch (IOException e) {
      throw new TransportException.Disconnected("pipes", e);
    }
  }

  private void serve(InputStream in, OutputStream out) {
    try (out) {
      out.write("{\"version\":\"24.05.0\"}\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      var lines = new Lines(in, 1 << 20, () -> {});
      for (String line = lines.next(); line != null; line = lines.next()) {
        var request = Json.parse(line);
        asked.add(request.get("cmd").text() + " " + Json.print(request.get("opts").raw()));
        @Nullable List<String> reply = replies.get(request.get("cmd").text());
        if (reply == null) {
          reply = List.of("{\"status\":false,\"message\":\"Unsupported command\"}");
        }
        if (hanging) {
          continue;
        }
        for (String text : reply) {
          if (text.equals("LOST")) {
            return;
          }
          out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
      }
    } catch (IOException _) {
      // the client went away
    }
  }

  private static void closeAll(InputStream in, OutputStream out, OutputStream requests) {
    try {
      requests.close();
      out.close();
      in.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {}

  private record RecordedDuplex(InputStream in, OutputStream out, Runnable closing)
      implements Duplex {
    @Override
    public void close() {
      closing.run();
    }
  }

  private static final class RecordedExec implements Exec {
    private final Answer answer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final boolean hanging;
    private final OutputStream input = new ByteArrayOutputStream();

    RecordedExec(Answer answer, boolean hanging) {
      this.answer = answer;
      this.hanging = hanging;
    }

    @Override
    public InputStream in() {
      var bytes = new ByteArrayInputStream(answer.out().getBytes(StandardCharsets.UTF_8));
      return new InputStream() {
        @Override
        public int read() throws IOException {
          awaitClose();
          return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          awaitClose();
          return bytes.read(buffer, offset, length);
        }
      };
    }

    private void awaitClose() throws IOException {
      if (hanging) {
        try {
          closed.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        throw new TransportException.Disconnected("closed", null);
      }
    }

    @Override
    public InputStream err() {
      return answer.err();
    }

    @Override
    public OutputStream out() {
      return input;
    }

    @Override
    public int await() throws TransportException {
      if (answer.exit() < 0) {
        throw new TransportException.Disconnected("The connection was lost.", null);
      }
      return answer.exit();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
