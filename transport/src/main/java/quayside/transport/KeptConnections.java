package quayside.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps connections that were closed while nothing went on over them, one for each endpoint, for a
 * moment: whoever connects there again gets that one, if it still answers. Logging in takes some
 * seven round trips, asking whether it answers takes one. What proves a login must not go through
 * here.
 */
public final class KeptConnections implements Connector, AutoCloseable {
  /** How long a machine may take to answer before it is connected to anew. */
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final Connector connector;
  private final Duration time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Endpoint, Kept> kept = new HashMap<>();
  private boolean sweeping;
  private boolean closed;

  /** A connection without a user, until a moment by the clock of the machine, awake or asleep. */
  private record Kept(Remote remote, Instant end) {
    boolean isOver() {
      return !Instant.now().isBefore(end);
    }
  }

  /**
   * Keeps connections.
   *
   * @param connector makes them
   * @param time how long they are kept
   */
  public KeptConnections(Connector connector, Duration time) {
    this.connector = connector;
    this.time = time;
  }

  @Override
  public Remote connect(Endpoint endpoint) throws TransportException {
    if (endpoint instanceof Endpoint.Https) {
      return connector.connect(endpoint); // it is connected to for each use, or for several
    }
    Optional<Kept> found = take(endpoint);
    if (found.isPresent()) {
      Remote remote = found.get().remote();
      if (!found.get().isOver() && remote.answers(ANSWER)) {
        return lend(endpoint, remote);
      }
      remote.close();
    }
    return lend(endpoint, connector.connect(endpoint));
  }

  private Remote lend(Endpoint endpoint, Remote remote) {
    return new LentConnection(endpoint.text(), remote, () -> keep(endpoint, remote));
  }

  private Optional<Kept> take(Endpoint endpoint) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.remove(endpoint));
    } finally {
      lock.unlock();
    }
  }

  private void keep(Endpoint endpoint, Remote remote) {
    lock.lock();
    try {
      if (!closed && !kept.containsKey(endpoint)) {
        kept.put(endpoint, new Kept(remote, Instant.now().plus(time)));
        if (!sweeping) {
          sweeping = true;
          Threads.start("kept-connections", this::sweep);
        }
        return;
      }
    } finally {
      lock.unlock();
    }
    remote.close();
  }

  /** Closes what nobody wanted in time; ends when nothing is kept. */
  private void sweep() {
    while (true) {
      List<Remote> over = new ArrayList<>();
      lock.lock();
      try {
        if (kept.isEmpty()) {
          sweeping = false;
          return;
        }
        long _ = changed.awaitNanos(Math.min(time.toNanos(), TimeUnit.SECONDS.toNanos(1)));
        kept.values().removeIf(each -> each.isOver() && over.add(each.remote()));
      } catch (InterruptedException _) {
        sweeping = false; // nobody interrupts it; the next one that is kept begins another
        return;
      } finally {
        lock.unlock();
      }
      over.forEach(Remote::close);
    }
  }

  /** Closes what is kept; what is in use is its users' to close, and is not kept any more. */
  @Override
  public void close() {
    List<Remote> all;
    lock.lock();
    try {
      closed = true;
      all = kept.values().stream().map(Kept::remote).toList();
      kept.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    all.forEach(Remote::close);
  }
}
