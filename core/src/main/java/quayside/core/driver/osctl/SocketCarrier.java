package quayside.core.driver.osctl;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeSend;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.transport.Remote;
import quayside.transport.TransportException;

/**
 * osctld through its own socket, forwarded by SSH. Connections are kept and used again, each for
 * one request at a time.
 */
final class SocketCarrier implements Carrier {
  static final String PATH = "/run/osctl/osctld.sock";
  private static final int KEPT = 3;

  private final Remote remote;
  private final Limits limits;
  private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();
  private volatile String version = "";

  /**
   * Opens the socket once, to see that it can be reached.
   *
   * @throws TransportException.Refused if it cannot: use the command line
   */
  SocketCarrier(Remote remote, Limits limits) throws IOException {
    this.remote = remote;
    this.limits = limits;
    idle.push(connect());
  }

  private Wire connect() throws IOException {
    var wire = new Wire(remote.openUnixSocket(PATH));
    return guarded(
        wire,
        limits.answer(),
        "the greeting",
        () -> {
          version = wire.receive().get("version").textOr("");
          return wire;
        });
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public JsonValue call(Call call, Duration silence, NativeSend.Listener listener)
      throws IOException {
    // A kept connection may be dead without our knowing; what changes something gets a fresh one,
    // so that a loss never leaves open whether it was asked for at all.
    Wire kept = asksOnly(call) ? idle.poll() : null;
    if (kept == null) {
      return call(connect(), call, silence, listener);
    }
    try {
      return call(kept, call, silence, listener);
    } catch (TransportException.Disconnected _) {
      return call(connect(), call, silence, listener); // osctld was started anew meanwhile
    }
  }

  private JsonValue call(Wire wire, Call call, Duration silence, NativeSend.Listener listener)
      throws IOException {
    return guarded(
        wire,
        silence,
        call.label(),
        () -> {
          wire.send(request(call));
          JsonValue reply = wire.receive();
          while (reply.get("status").isTrue() && !reply.get("progress").isNull()) {
            Progress.tell(reply.get("progress"), listener);
            reply = wire.receive();
          }
          keep(wire);
          if (reply.get("status").isTrue()) {
            return reply.get("response");
          }
          throw Refusals.of(reply.get("message").textOr("no reason given"), call);
        });
  }

  private void keep(Wire wire) {
    wire.onBytes(() -> {});
    if (idle.size() < KEPT) {
      idle.push(wire);
    } else {
      wire.close();
    }
  }

  @Override
  public void closeIdle() {
    for (Wire wire = idle.poll(); wire != null; wire = idle.poll()) {
      wire.close();
    }
  }

  private static boolean asksOnly(Call call) {
    return call.command().endsWith("_list")
        || call.command().equals("ct_show")
        || call.command().equals("send_key_path");
  }

  private static Map<String, Object> request(Call call) {
    var options = new LinkedHashMap<>(call.options());
    options.put("cli", "quayside: " + call.label());
    var request = new LinkedHashMap<String, Object>();
    request.put("cmd", call.command());
    request.put("opts", options);
    return request;
  }

  @Override
  public void watch(Consumer<JsonValue> events) throws IOException {
    Wire wire = connect();
    try {
      wire.send(request(Call.of("event_subscribe")));
      while (true) {
        JsonValue reply = wire.receive();
        if (!reply.get("status").isTrue()) {
          throw Refusals.of(
              reply.get("message").textOr("no reason given"), Call.of("event_subscribe"));
        }
        JsonValue event = reply.get("response");
        if (event.raw() instanceof Map<?, ?>) {
          events.accept(event);
        }
      }
    } finally {
      wire.close();
    }
  }

  private interface Talk<T> {
    T run() throws IOException;
  }

  /** Runs a dialogue that may not be silent for too long; a failed one costs its connection. */
  private static <T> T guarded(Wire wire, Duration silence, String what, Talk<T> talk)
      throws IOException {
    try (Watchdog dog = new Watchdog(silence, wire::close)) {
      wire.onBytes(dog::touch);
      try {
        return talk.run();
      } catch (DriverException.Unreadable e) {
        wire.close();
        throw e;
      } catch (DriverException e) {
        throw e; // a proper answer: the connection stays good
      } catch (JsonException e) {
        wire.close();
        throw new DriverException.Unreadable(
            "osctld's answer to " + what + " is not as expected: " + e.getMessage() + ".", "");
      } catch (IOException e) {
        wire.close();
        throw dog.hasBitten()
            ? new DriverException.Silent(
                "The node said nothing for "
                    + silence.toSeconds()
                    + " seconds to “"
                    + what
                    + "”; it may still be working on it.")
            : e;
      }
    }
  }
}
