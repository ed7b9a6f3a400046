package quayside.core.operation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Drivers;
import quayside.core.model.Node;
import quayside.transport.Threads;

/**
 * The connections that an operation owns. Closing frees whoever is blocked on one, also one that is
 * still being dialled. If no sign of life comes for too long, they are closed by themselves.
 */
final class Connections implements AutoCloseable {
  private final Drivers drivers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<ContainerDriver> open = new ArrayList<>();
  private final Map<String, ContainerDriver> shared = new HashMap<>();
  private boolean closed;
  private boolean silent;
  private boolean guarded;
  private Duration limit;
  private long lastSign = System.nanoTime();
  private String asked = "";

  Connections(Drivers drivers, Duration limit) {
    this.drivers = drivers;
    this.limit = limit;
  }

  /** The operation's connection to a node. */
  ContainerDriver to(Node node) throws IOException {
    sign(node.name());
    lock.lock();
    try {
      ContainerDriver known = shared.get(node.name());
      if (known != null && !closed) {
        return known;
      }
    } finally {
      lock.unlock();
    }
    ContainerDriver fresh = another(node);
    lock.lock();
    try {
      shared.put(node.name(), fresh);
    } finally {
      lock.unlock();
    }
    return fresh;
  }

  /** One more connection to a node, for what has to go on beside. */
  ContainerDriver another(Node node) throws IOException {
    guard();
    ContainerDriver fresh = drivers.open(node); // outside the lock: closing never waits for it
    lock.lock();
    try {
      if (!closed) {
        open.add(fresh);
        return fresh;
      }
    } finally {
      lock.unlock();
    }
    fresh.close();
    throw new Control.Leave();
  }

  /** Notes that something is heard, or asked of a node just now. */
  void sign(String node) {
    lock.lock();
    try {
      lastSign = System.nanoTime();
      if (!node.isEmpty()) {
        asked = node;
      }
    } finally {
      lock.unlock();
    }
  }

  /** How long a node may say nothing, from now on. */
  void limit(Duration time) {
    lock.lock();
    try {
      limit = time;
      lastSign = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What a failure really was: the node's silence, if the connection was closed for that. */
  IOException explain(IOException failure) {
    lock.lock();
    try {
      return silent
          ? new DriverException.Silent(
              "The node “"
                  + asked
                  + "” gave no sign of life for "
                  + limit.toSeconds()
                  + " s; what was begun there may still go on.")
          : failure;
    } finally {
      lock.unlock();
    }
  }

  private void guard() {
    lock.lock();
    try {
      if (guarded) {
        return;
      }
      guarded = true;
    } finally {
      lock.unlock();
    }
    Threads.start("watchdog", this::watch);
  }

  private void watch() {
    lock.lock();
    try {
      while (!closed) {
        long rest = limit.toNanos() - (System.nanoTime() - lastSign);
        if (rest <= 0) {
          silent = true;
          break;
        }
        long _ = changed.awaitNanos(Math.min(rest, TimeUnit.SECONDS.toNanos(1)));
      }
    } catch (InterruptedException _) {
      return;
    } finally {
      lock.unlock();
    }
    close();
  }

  @Override
  public void close() {
    List<ContainerDriver> all;
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      all = List.copyOf(open);
      open.clear();
      shared.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(ContainerDriver::close);
  }
}
