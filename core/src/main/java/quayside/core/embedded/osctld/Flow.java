package quayside.core.embedded.osctld;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.core.embedded.faults.Faults;

/** Bytes on their way, slow or cut when the node is told so. */
final class Flow {
  private final Faults faults;
  private final long began = System.nanoTime();
  private final CountDownLatch never = new CountDownLatch(1);
  private long bytes;

  Flow(Faults faults) {
    this.faults = faults;
  }

  /** Waits as long as it must take, or ends it. */
  void carried(int n) throws IOException {
    bytes += Math.max(0, n);
    long limit = faults.cutAfter();
    if (limit >= 0 && bytes >= limit) {
      throw new Cut();
    }
    long rate = faults.bytesPerSecond();
    if (rate > 0) {
      long due = began + (long) (1e9 * bytes / rate) - System.nanoTime();
      try {
        never.await(due, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }

  /** The connection was cut on purpose. */
  static final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    Cut() {
      super("the connection was cut");
    }
  }
}
