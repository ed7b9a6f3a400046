package quayside.transport.lab;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import quayside.transport.Threads;

/** Calls that stand still until somebody frees them. */
public final class Blocked {
  private Blocked() {}

  /** Something that is expected to fail. */
  public interface Call {
    void run() throws IOException;
  }

  /** Starts a call on a thread of its own and tells how it failed. */
  public static CompletableFuture<IOException> in(Call call) throws InterruptedException {
    var how = new CompletableFuture<IOException>();
    var started = new CountDownLatch(1);
    Threads.start(
        "blocked",
        () -> {
          started.countDown();
          try {
            call.run();
            how.completeExceptionally(new AssertionError("it did not fail"));
          } catch (IOException e) {
            how.complete(e);
          }
        });
    started.await();
    return how;
  }
}
