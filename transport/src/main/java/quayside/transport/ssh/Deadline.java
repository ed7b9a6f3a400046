package quayside.transport.ssh;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.transport.Threads;

/** Does something if a piece of work is not over in time; closing it says that it is over. */
final class Deadline implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Deadline.class.getName());

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean missed;

  Deadline(Duration limit, Runnable late) {
    Threads.start("ssh-deadline", () -> await(limit, late));
  }

  private void await(Duration limit, Runnable late) {
    try {
      if (!over.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        missed = true;
        late.run();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "nobody interrupts this thread", e);
    }
  }

  boolean missed() {
    return missed;
  }

  @Override
  public void close() {
    over.countDown();
  }
}
