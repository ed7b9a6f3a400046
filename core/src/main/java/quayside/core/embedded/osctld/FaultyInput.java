package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.core.embedded.faults.Faults;

/** A stream that is slow or ends early when the node is told so. */
final class FaultyInput extends InputStream {
  private final InputStream in;
  private final Faults faults;
  private final long began = System.nanoTime();
  private final CountDownLatch never = new CountDownLatch(1);
  private long bytes;

  FaultyInput(InputStream in, Faults faults) {
    this.in = in;
    this.faults = faults;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] block, int from, int length) throws IOException {
    int n = in.read(block, from, length);
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
    return n;
  }

  /** The connection was cut on purpose. */
  static final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    Cut() {
      super("the connection was cut");
    }
  }
}
