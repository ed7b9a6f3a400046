package quayside.core.migrate.way;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import quayside.transport.Threads;

/**
 * Something that goes on while its caller does something else: two nodes need not wait for each
 * other's answers.
 */
public final class Beside<T> {
  private final FutureTask<T> task;

  private Beside(FutureTask<T> task) {
    this.task = task;
  }

  /** What is done. */
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Begins on a thread of its own.
   *
   * @param name of the thread
   */
  public static <T> Beside<T> start(String name, Work<T> work) {
    var task = new FutureTask<T>(work::run);
    Thread _ = Threads.start(name, task);
    return new Beside<>(task);
  }

  /** Waits for what came of it. */
  public T get() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException bug -> throw bug;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      var interrupted = new InterruptedIOException("Waiting for a node was interrupted.");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
