package quayside.core.driver.osctl;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import quayside.transport.Threads;

/** Does something once if it was not touched for a while. */
final class Watchdog implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final long limit;
  private final Runnable bite;
  private long touched = System.nanoTime();
  private boolean closed;
  private boolean bitten;

  Watchdog(Duration silence, Runnable bite) {
    this.limit = silence.toNanos();
    this.bite = bite;
    Threads.start("quayside-watchdog", this::watch);
  }

  /** Something was heard. */
  void touch() {
    lock.lock();
    try {
      touched = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the time was over. */
  boolean hasBitten() {
    lock.lock();
    try {
      return bitten;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    if (waitForSilence()) {
      bite.run();
    }
  }

  private boolean waitForSilence() {
    lock.lock();
    try {
      while (!closed) {
        long left = touched + limit - System.nanoTime();
        if (left <= 0) {
          bitten = true;
          return true;
        }
        boolean _ = closing.await(left, TimeUnit.NANOSECONDS);
      }
      return false;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
