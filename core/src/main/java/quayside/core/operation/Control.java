package quayside.core.operation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import quayside.core.problem.ProblemException;

/** What people want of a running operation. A leaf: nothing is called while its lock is held. */
final class Control {

  /** Leaves a step because somebody wants something else. */
  static final class Leave extends IOException {
    private static final long serialVersionUID = 1L;

    Leave() {
      super("The operation was asked to stop.");
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean cancelled;
  private boolean stopping;
  private boolean closing;
  private boolean committed;
  private @Nullable OperationAction decision;

  Control(boolean committed) {
    this.committed = committed;
  }

  /** Asks to take everything back; refused once the switch-over has begun. */
  void cancel() throws IOException {
    lock.lock();
    try {
      if (committed) {
        throw new ProblemException(
            "committed",
            "Too late to cancel",
            "The switch-over has begun, it cannot be taken back.",
            "Wait until it is over; nothing is removed before the target was looked at.");
      }
      cancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void stopAfterStep() {
    set(() -> stopping = true);
  }

  void close() {
    set(() -> closing = true);
  }

  void decide(OperationAction action) {
    set(() -> decision = action);
  }

  private void set(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean cancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  boolean stopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  boolean closing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody asked to switch over now, without waiting for more syncs. */
  boolean wantsSwitch() {
    lock.lock();
    try {
      return decision == OperationAction.SWITCH_NOW;
    } finally {
      lock.unlock();
    }
  }

  /** From here no cancelling. */
  void commit() throws IOException {
    lock.lock();
    try {
      leaveIfAsked();
      committed = true;
    } finally {
      lock.unlock();
    }
  }

  /** A new beginning after everything was taken back. */
  void uncommit() {
    set(() -> committed = false);
  }

  /** Blocks until somebody decides, or wants something else. */
  OperationAction await() throws IOException {
    lock.lock();
    try {
      while (decision == null) {
        leaveIfAsked();
        if (stopping) {
          throw new Leave();
        }
        changed.await();
      }
      OperationAction made = decision;
      decision = null;
      return made;
    } catch (InterruptedException _) {
      throw new InterruptedIOException("Waiting for a decision was interrupted.");
    } finally {
      lock.unlock();
    }
  }

  /** Leaves if somebody asked to cancel, to stop after this step, or closes the program. */
  void between() throws IOException {
    lock.lock();
    try {
      leaveIfAsked();
      if (stopping) {
        throw new Leave();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits a while; ends early with {@link Leave} if asked to. */
  void pause(Duration time, boolean undoing) throws IOException {
    lock.lock();
    try {
      long rest = time.toNanos();
      while (rest > 0) {
        if (closing) {
          throw new Leave();
        }
        if (!undoing) {
          leaveIfAsked();
        }
        rest = changed.awaitNanos(rest);
      }
    } catch (InterruptedException _) {
      throw new InterruptedIOException("A pause was interrupted.");
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a condition holds or time is up; for those who wait for the operation itself. */
  boolean within(Duration time, BooleanSupplier condition) {
    long deadline = System.nanoTime() + time.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        long rest = deadline - System.nanoTime();
        if (rest <= 0) {
          return false;
        }
        long _ = changed.awaitNanos(Math.min(rest, TimeUnit.MILLISECONDS.toNanos(50)));
      }
      return true;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void leaveIfAsked() throws Leave {
    if ((cancelled && !committed) || closing) {
      throw new Leave();
    }
  }
}
