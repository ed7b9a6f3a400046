package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import quayside.core.driver.InstanceServer;
import quayside.core.model.InstanceState;
import quayside.transport.Threads;

/**
 * Looks whether the memory that the target restores becomes processes, and ends the move in time if
 * it does not. Where CRIU fails, Incus and LXD wait a minute for two hooks of half a minute each;
 * Incus 6 then often tells the source all the same that it succeeded, and with that the memory,
 * which waits there frozen, is given away (docs/incus-moves.md, “Live”). A source that hears before
 * that the move is over goes on.
 *
 * <p>Where CRIU itself can be seen, its end without a process is the end of it, and as long as it
 * works it may take longer.
 */
final class RestoreWatch implements AutoCloseable {
  /** How each of its reasons begins, and those of servers about the same. */
  static final String NOT_RESTORED = "Its memory could not be restored there";

  /** What restoring takes however little memory there is is well below that. */
  private static final Duration LEAST = Duration.ofSeconds(15);

  /**
   * How long there may be neither CRIU, where it can be seen, nor a process. It may be over before
   * anybody looks; where it succeeds, a process is told within a tenth of a second.
   */
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** Between two looks at CRIU. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** How many times as long CRIU may take that is seen to work. */
  private static final int BUSY = 10;

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

  /**
   * Begins to look.
   *
   * @param end ends the move; is told why, as a sentence
   */
  void start(Consumer<String> end) {
    Thread _ = Threads.start("watches-restore", () -> watch(end));
  }

  private void watch(Consumer<String> end) {
    while (!isBegun()) {
      if (waited(poll)) {
        return;
      }
    }
    // servers may answer this late: Incus was seen to take half a minute
    Thread _ = Threads.start("awaits-process", this::awaitProcess);
    long began = System.nanoTime();
    long lastSeen = began;
    while (!waited(LOOK)) {
      Optional<Boolean> works = works();
      long now = System.nanoTime();
      lastSeen = works.orElse(false) ? now : lastSeen;
      if (works.isPresent() && now - lastSeen > IDLE.toNanos()) {
        end.accept(NOT_RESTORED + ".");
        return;
      }
      Duration longest = works.orElse(false) ? limit.multipliedBy(BUSY) : limit;
      if (now - began > longest.toNanos()) {
        end.accept("%s within %d seconds.".formatted(NOT_RESTORED, longest.toSeconds()));
        return;
      }
    }
  }

  private void awaitProcess() {
    do {
      try {
        if (hasProcess(target, name)) {
          over.countDown();
        }
      } catch (IOException _) {
        // servers do not know what to say of one that is just restored
      }
    } while (!waited(poll));
  }

  /** Whether CRIU works; empty where nobody can look. */
  private Optional<Boolean> works() {
    try {
      return target.transfers().restores(name);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** A copy that never ran is “used” from when its memory is given back to it. */
  private boolean isBegun() {
    try {
      return target.instances().get(name).lastUsed().isPresent();
    } catch (IOException _) {
      return false; // it is not there yet
    }
  }

  /** Whether an instance is more than a name that is said to run. */
  static boolean hasProcess(InstanceServer server, String name) throws IOException {
    InstanceState now = server.instances().state(name);
    return now.pid().isPresent();
  }

  private boolean waited(Duration pause) {
    try {
      return over.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
