package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.core.driver.InstanceServer;
import quayside.core.model.Instance;
import quayside.core.model.InstanceState;
import quayside.transport.Threads;

/**
 * Looks whether the memory that the target restores becomes processes, and ends the move in time if
 * it does not. Where CRIU fails, Incus and LXD wait a minute for two hooks of half a minute each;
 * Incus 6 then often tells the source all the same that it succeeded, and with that the memory,
 * which waits there frozen, is given away (docs/incus-moves.md, “Live”). A source that hears before
 * that the move is over goes on.
 */
final class RestoreWatch implements AutoCloseable {
  /** What restoring takes however little memory there is is well below that. */
  private static final Duration LEAST = Duration.ofSeconds(15);

  private final InstanceServer target;
  private final String name;
  private final Duration limit;
  private final Duration poll;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param name of the copy on the target
   * @param memory of the source, in bytes, where that is known
   * @param poll between two looks
   */
  RestoreWatch(InstanceServer target, String name, OptionalLong memory, Duration poll) {
    this.target = target;
    this.name = name;
    this.limit = LEAST.plus(LiveChecks.carrying(memory));
    this.poll = poll;
  }

  /** The longest that restoring may take. */
  Duration limit() {
    return limit;
  }

  /**
   * Begins to look.
   *
   * @param end ends the move
   */
  void start(Runnable end) {
    Thread _ = Threads.start("watches-restore", () -> watch(end));
  }

  private void watch(Runnable end) {
    long began = 0;
    while (!waited()) {
      try {
        if (began != 0) {
          if (hasProcess(target, name)) {
            return;
          }
        } else if (isBegun(target.instances().get(name))) {
          began = System.nanoTime();
        }
      } catch (IOException _) {
        // servers do not know what to say of one that is just restored; or it is not there yet
      }
      if (began != 0 && System.nanoTime() - began > limit.toNanos()) {
        end.run();
        return;
      }
    }
  }

  /** A copy that never ran is “used” from when its memory is given back to it. */
  private static boolean isBegun(Instance copy) {
    return copy.lastUsed().isPresent();
  }

  /** Whether an instance is more than a name that is said to run. */
  static boolean hasProcess(InstanceServer server, String name) throws IOException {
    InstanceState now = server.instances().state(name);
    return now.pid().isPresent();
  }

  private boolean waited() {
    try {
      return over.await(poll.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
