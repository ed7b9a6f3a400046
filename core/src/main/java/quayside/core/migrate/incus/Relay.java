package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import quayside.core.driver.InstanceTransfers;
import quayside.core.driver.InstanceTransfers.Offer;
import quayside.transport.Threads;
import quayside.transport.http.WebSocket;

/**
 * Passes the channels of two servers' operations on to each other, frame by frame, so that neither
 * has to reach the other. Nothing is kept on the way: a server that does not read makes the other
 * wait. When one side breaks off, all channels of both are closed. Between neighbours the servers
 * are kept from compressing, which alone would tell how fast it goes.
 */
final class Relay implements AutoCloseable {
  /** Names of all snapshots are in it, and what is set for each. */
  private static final int LARGEST_HEADER = 16 << 20;

  private final List<WebSocket> sockets = new ArrayList<>();
  private boolean closed;

  private Relay() {}

  /**
   * Joins the channels; {@code control} first, as servers want it.
   *
   * @param near see {@link Routes#areNear}
   * @param moved hears of the bytes of files on their way to the target
   */
  static Relay open(
      InstanceTransfers source,
      Offer from,
      InstanceTransfers target,
      Offer to,
      boolean near,
      LongConsumer moved)
      throws IOException {
    var relay = new Relay();
    boolean whole = false;
    try {
      relay.join("control", source, from, target, to, near, _ -> {});
      for (String channel : List.of("criu", "fs")) {
        if (from.secrets().containsKey(channel)) {
          relay.join(channel, source, from, target, to, false, moved);
        }
      }
      whole = true;
      return relay;
    } finally {
      if (!whole) {
        relay.close();
      }
    }
  }

  private void join(
      String channel,
      InstanceTransfers source,
      Offer from,
      InstanceTransfers target,
      Offer to,
      boolean plain,
      LongConsumer moved)
      throws IOException {
    WebSocket here = keep(source.open(from, channel));
    WebSocket there = keep(target.open(to, channel));
    pump(channel + "-there", here, there, plain, moved);
    pump(channel + "-back", there, here, false, _ -> {});
  }

  private synchronized WebSocket keep(WebSocket socket) throws IOException {
    if (closed) {
      socket.close();
      throw new IOException("The relay was closed while it was opened.");
    }
    sockets.add(socket);
    return socket;
  }

  private void pump(String name, WebSocket from, WebSocket to, boolean plain, LongConsumer moved) {
    Thread _ =
        Threads.start(
            "relay-" + name,
            () -> {
              try {
                if (plain) {
                  header(from, to);
                }
                from.relayTo(to, moved);
              } catch (IOException e) {
                System.getLogger(Relay.class.getName())
                    .log(System.Logger.Level.DEBUG, "a channel broke off: {0}", e.getMessage());
                close(); // both operations hear of it and fail, with their reasons
              }
            });
  }

  private static void header(WebSocket from, WebSocket to) throws IOException {
    Optional<WebSocket.Message> first = from.receive(LARGEST_HEADER);
    if (first.isPresent()) {
      to.send(first.get().kind(), OfferHeader.uncompressed(first.get().bytes()));
    }
  }

  /** Closes all channels at once; frees whoever is blocked on one. */
  @Override
  public void close() {
    List<WebSocket> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(sockets);
    }
    all.forEach(WebSocket::close);
  }
}
