package quayside.transport.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import quayside.transport.TransportException;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.TransportException.TimedOut;

/**
 * The library's failures as ours.
 *
 * @param server for sentences
 * @param silence the limit of the request
 */
record Failures(String server, Duration silence) {

  TransportException typed(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof TransportException known) {
        return known;
      }
    }
    if (e instanceof SocketTimeoutException) {
      return new TimedOut(
          server
              + " neither answered nor took anything for "
              + silence.toSeconds()
              + " seconds; it may still be working on it.",
          e);
    }
    return new Disconnected(
        "The connection to " + server + " ended before the answer was complete.", e);
  }
}
