package quayside.core.driver.osctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import quayside.core.driver.DriverException;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.transport.Duplex;
import quayside.transport.TransportException;

/**
 * One connection to osctld's socket: a line with the version, then one request at a time, one JSON
 * object a line. Only objects may be sent: an array ends osctld.
 */
final class Wire implements AutoCloseable {
  private final Duplex duplex;
  private volatile Runnable heard = () -> {};
  private final Lines lines;

  Wire(Duplex duplex) {
    this.duplex = duplex;
    this.lines = new Lines(duplex.in(), Lines.LIMIT, () -> heard.run());
  }

  /** Who is told whenever bytes arrive. */
  void onBytes(Runnable listener) {
    heard = listener;
  }

  /** Sends one request. */
  void send(Map<String, Object> request) throws IOException {
    byte[] line = (Json.print(request) + "\n").getBytes(StandardCharsets.UTF_8);
    duplex.out().write(line);
    duplex.out().flush();
  }

  /** The next line of osctld. */
  JsonValue receive() throws IOException {
    String line = lines.next();
    if (line == null) {
      throw new TransportException.Disconnected(
          "The connection to osctld ended before it answered; what it was doing may go on on the"
              + " node.",
          null);
    }
    try {
      JsonValue value = Json.parse(line);
      value.entries(); // anything but an object is no answer
      return value;
    } catch (JsonException e) {
      throw new DriverException.Unreadable(
          "osctld on the node answered with something that is " + e.getMessage() + ".",
          Refusals.beginning(line));
    }
  }

  @Override
  public void close() {
    duplex.close();
  }
}
