package quayside.core.embedded.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What shall go wrong on an embedded node, for tests and for trying out what Quayside then does.
 * May be changed at any time from any thread; {@link #clear()} makes the node healthy again.
 */
public final class Faults {

  /** Things that can be broken as a whole. */
  public enum Kind {
    /** No key opens {@code osctl-ct-receive}. */
    REJECT_KEY,
    /** The disk is full: no stream is received. */
    DISK_FULL,
    /** No container starts. */
    START_FAILS,
    /** A container that was received does not start. */
    TRANSFER_START_FAILS,
    /** {@code receive transfer … start} waits for the start and reports its failure. */
    TRANSFER_WAITS,
    /** The daemon is down: no socket, and osctl says so. */
    DAEMON_DOWN,
    /** The daemon answers something else than JSON. */
    GARBAGE,
    /** Commands write 100 MB to standard error before they end. */
    FLOOD
  }

  private final Set<Kind> kinds = ConcurrentHashMap.newKeySet();
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final Set<String> reached = ConcurrentHashMap.newKeySet();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile long cutAfter = -1;
  private volatile long bytesPerSecond;

  /** Switches a fault on. */
  public Faults with(Kind kind) {
    kinds.add(kind);
    return this;
  }

  /** Switches a fault off. */
  public Faults without(Kind kind) {
    kinds.remove(kind);
    return this;
  }

  /**
   * Lets every call of a step wait until the fault is cleared.
   *
   * @param step a command of osctld ({@code ct_send_sync}) or of the receiver ({@code
   *     receive_base})
   */
  public Faults hang(String step) {
    hanging.add(step);
    return this;
  }

  /**
   * Lets every call of a step end with {@code internal error}; steps as for {@link #hang}. A
   * program that root runs, such as {@code zfs}, is not found.
   */
  public Faults fail(String step) {
    failing.add(step);
    return this;
  }

  /** Keeps a container's lock taken by {@code osctl ct something ID}. */
  public Faults hold(String containerId) {
    held.add(containerId);
    return this;
  }

  /** Cuts the connection of a received stream after so many bytes. */
  public Faults cutAfter(long bytes) {
    cutAfter = bytes;
    return this;
  }

  /** Receives streams at no more than this rate. */
  public Faults slow(long bytesPerSecondLimit) {
    bytesPerSecond = bytesPerSecondLimit;
    return this;
  }

  /** Ends all faults, and wakes what hangs. */
  public void clear() {
    kinds.clear();
    failing.clear();
    held.clear();
    cutAfter = -1;
    bytesPerSecond = 0;
    lock.lock();
    try {
      hanging.clear();
      reached.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a fault is on. */
  public boolean has(Kind kind) {
    return kinds.contains(kind);
  }

  /** Whether a step shall fail. */
  public boolean fails(String step) {
    return failing.contains(step);
  }

  /** Who holds a container's lock, if a fault does. */
  public Optional<String> holder(String containerId) {
    return held.contains(containerId)
        ? Optional.of("osctl ct something " + containerId)
        : Optional.empty();
  }

  /** Bytes after which a stream is cut; negative: never. */
  public long cutAfter() {
    return cutAfter;
  }

  /** Bytes per second of a received stream; 0: no limit. */
  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** Waits until somebody hangs in a step; false if nobody does in time. */
  public boolean awaitHanging(String step, Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      while (!reached.contains(step) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return reached.contains(step);
    } finally {
      lock.unlock();
    }
  }

  /** Blocks as long as a step shall hang. */
  public void awaitStep(String step) throws InterruptedException {
    lock.lock();
    try {
      while (hanging.contains(step)) {
        if (reached.add(step)) {
          changed.signalAll();
        }
        changed.await(1, TimeUnit.SECONDS);
      }
    } finally {
      lock.unlock();
    }
  }
}
