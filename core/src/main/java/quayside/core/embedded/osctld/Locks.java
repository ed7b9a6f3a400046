package quayside.core.embedded.osctld;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** The manipulation locks of containers: taken at once or refused with the holder's name. */
final class Locks {
  /** What runs under a lock. */
  interface Work {
    void run() throws OsctldError, java.io.IOException, InterruptedException;
  }

  private final Faults faults;
  private final Map<String, String> holders = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();

  Locks(Faults faults) {
    this.faults = faults;
  }

  /** Runs the work of a command under the container's lock. */
  void with(Ct ct, String command, Options options, Work work)
      throws OsctldError, java.io.IOException, InterruptedException {
    String mode = options.text("manipulation_lock", "");
    if (mode.equals("ignore")) {
      work.run();
      return;
    }
    take(ct, options.text("cli", command), mode.equals("wait"));
    try {
      work.run();
    } finally {
      release(ct);
    }
  }

  void take(Ct ct, String holder, boolean wait) throws OsctldError, InterruptedException {
    lock.lock();
    try {
      Optional<String> other = holder(ct);
      while (wait && other.isPresent()) {
        released.await(1, TimeUnit.SECONDS);
        other = holder(ct);
      }
      if (other.isPresent()) {
        throw new OsctldError("container " + ct.key() + " is held by '" + other.get() + "'");
      }
      holders.put(ct.key(), holder);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> holder(Ct ct) {
    return faults.holder(ct.id()).or(() -> Optional.ofNullable(holders.get(ct.key())));
  }

  void release(Ct ct) {
    lock.lock();
    try {
      holders.remove(ct.key());
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
