package quayside.core.embedded.osctld;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.transport.Duplex;
import quayside.transport.Threads;
import quayside.transport.server.UnixSockets;

/** The daemon's socket: JSON lines, one request at a time (facts §7.1). */
final class ControlSocket implements UnixSockets.Service {
  static final String PATH = "/run/osctl/osctld.sock";
  private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());
  private static final int REQUEST_LIMIT = 1 << 20;
  private static final int EVENT_QUEUE = 10_000;

  private final Daemon daemon;

  ControlSocket(Daemon daemon) {
    this.daemon = daemon;
  }

  @Override
  public void serve(Duplex client) throws IOException {
    OutputStream out = client.out();
    if (daemon.faults().has(Faults.Kind.GARBAGE)) {
      print(out, "<html>502 Bad Gateway</html>\n");
    }
    line(out, Map.of("version", daemon.version()));
    InputStream in = client.in();
    for (@Nullable String request = read(in); request != null; request = read(in)) {
      @Nullable Object parsed;
      try {
        parsed = Json.parse(request).raw();
      } catch (JsonException _) {
        continue; // as recorded: no answer at all (sock_badjson)
      }
      if (!(parsed instanceof Map<?, ?> map)) {
        return; // the real daemon dies of it (sock_cmdnull)
      }
      if (!answer(map, client)) {
        return;
      }
    }
  }

  private boolean answer(Map<?, ?> request, Duplex client) throws IOException {
    OutputStream out = client.out();
    var options = new LinkedHashMap<String, @Nullable Object>();
    if (request.get("opts") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> options.put(String.valueOf(key), value));
    }
    if (daemon.faults().has(Faults.Kind.GARBAGE)) {
      print(out, "<html>502 Bad Gateway</html>\n");
      return true;
    }
    if (!(request.get("cmd") instanceof String command)) {
      refuse(out, "internal error");
    } else if (command.equals("event_subscribe")) {
      events(client, options.get("type"));
      return false;
    } else {
      call(command, options, out);
    }
    return true;
  }

  /** The command goes on if the client leaves: only the answers get lost. */
  private void call(String command, Map<String, @Nullable Object> options, OutputStream out)
      throws IOException {
    boolean wanted = !Boolean.FALSE.equals(options.get("progress"));
    var gone = new AtomicBoolean();
    try {
      Object response =
          daemon.call(
              command,
              options,
              update -> {
                if (wanted && !gone.get()) {
                  tell(out, update, gone);
                }
              });
      var reply = new LinkedHashMap<String, @Nullable Object>();
      reply.put("status", true);
      reply.put("response", response);
      line(out, reply);
    } catch (OsctldError e) {
      refuse(out, String.valueOf(e.getMessage()));
    }
  }

  private static void tell(OutputStream out, Object update, AtomicBoolean gone) {
    var reply = new LinkedHashMap<String, @Nullable Object>();
    reply.put("status", true);
    reply.put("progress", update);
    try {
      line(out, reply);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the client is gone", e);
      gone.set(true);
    }
  }

  private void events(Duplex client, @Nullable Object type) throws IOException {
    OutputStream out = client.out();
    BlockingQueue<Map<String, Object>> queue = new ArrayBlockingQueue<>(EVENT_QUEUE);
    var gone = new AtomicBoolean();
    try (var subscription =
        daemon.subscribe(event -> {
          if ((type == null || type.equals(event.get("type"))) && !queue.offer(event)) {
            gone.set(true);
          }
        })) {
      print(out, "{\"status\":true,\"response\":\"subscribed\"}\n");
      Threads.start("end of " + subscription.hashCode(), () -> awaitEnd(client, gone));
      while (!gone.get()) {
        @Nullable Map<String, Object> event = queue.poll(200, TimeUnit.MILLISECONDS);
        if (event != null) {
          var reply = new LinkedHashMap<String, Object>();
          reply.put("status", true);
          reply.put("response", event);
          line(out, reply);
        }
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static void awaitEnd(Duplex client, AtomicBoolean gone) {
    try {
      client.in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the subscriber is gone", e);
    } finally {
      gone.set(true);
    }
  }

  private static void refuse(OutputStream out, String message) throws IOException {
    var reply = new LinkedHashMap<String, Object>();
    reply.put("status", false);
    reply.put("message", message);
    line(out, reply);
  }

  private static void line(OutputStream out, Object value) throws IOException {
    print(out, Json.print(value) + "\n");
  }

  private static void print(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Reads until what has arrived ends in a newline, as the real daemon does. */
  private static @Nullable String read(InputStream in) throws IOException {
    var request = new ByteArrayOutputStream();
    byte[] block = new byte[8192];
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      request.write(block, 0, n);
      if (n > 0 && block[n - 1] == '\n') {
        return request.toString(StandardCharsets.UTF_8);
      }
      if (request.size() > REQUEST_LIMIT) {
        throw new IOException("the request is longer than " + REQUEST_LIMIT + " bytes");
      }
    }
    return null;
  }
}
