package quayside.core.migrate.incus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.DriverException;
import quayside.core.driver.ServerOperations;
import quayside.core.model.ServerOperation;
import quayside.transport.Threads;

/**
 * Waits for the two operations that carry an instance, one on each server. When one fails the other
 * is ended, so that it does not wait for ever; what failed first is what is told.
 */
final class BothEnds {
  /** In the words of the servers, of their rsync, and of TCP. */
  private static final Pattern HUNG_UP =
      Pattern.compile("^Websocket: close|Broken pipe|connection reset by peer");

  private final ServerOperations here;
  private final ServerOperations there;
  private final Runnable breaking;
  private @Nullable IOException first;
  private @Nullable IOException ended;

  /**
   * @param breaking ends whatever joins the two
   */
  BothEnds(ServerOperations here, ServerOperations there, Runnable breaking) {
    this.here = here;
    this.there = there;
    this.breaking = breaking;
  }

  /**
   * Waits until both are over.
   *
   * @param sent operation of the source
   * @param received operation of the target
   * @param seen hears of the source's about each second, and in the end of both
   */
  void await(String sent, String received, Consumer<ServerOperation> seen) throws IOException {
    var other = new CompletableFuture<Optional<ServerOperation>>();
    Thread _ =
        Threads.start(
            "awaits-target",
            () -> {
              Optional<ServerOperation> end = Optional.empty();
              try {
                end = Optional.of(there.await(received));
              } catch (IOException e) {
                failed(e);
                cancel(here, sent);
              } finally {
                other.complete(end);
              }
            });
    try {
      seen.accept(here.await(sent, seen));
    } catch (IOException e) {
      failed(e);
      cancel(there, received);
    }
    try {
      other.get().ifPresent(seen);
    } catch (InterruptedException | ExecutionException e) {
      var interrupted = new InterruptedIOException("Waiting for the target was interrupted.");
      interrupted.initCause(e);
      throw interrupted;
    }
    IOException why = first();
    if (why != null) {
      throw why;
    }
  }

  /**
   * Ends both before they are over by themselves; {@link #await} throws why, once they are.
   *
   * @param sent operation of the source
   * @param received operation of the target
   */
  void end(String sent, String received, IOException why) {
    synchronized (this) {
      ended = why;
    }
    breaking.run();
    stop(here, sent);
    stop(there, received);
  }

  private synchronized void failed(IOException e) {
    if (first == null || isEcho(first)) {
      first = e;
    }
  }

  /** Whether a server only says that the other one hung up: that one knows why. */
  private static boolean isEcho(IOException e) {
    return HUNG_UP.matcher(String.valueOf(e.getMessage())).find();
  }

  private synchronized @Nullable IOException first() {
    return ended != null && first != null ? ended : first;
  }

  private void cancel(ServerOperations where, String operation) {
    breaking.run();
    stop(where, operation);
  }

  /** Asks a server to end an operation; it need not be there any more. */
  static void stop(ServerOperations where, String operation) {
    try {
      where.cancel(operation);
    } catch (DriverException e) {
      log(e); // over, or of a kind that ends by its channels alone
    } catch (IOException e) {
      log(e); // the server is not to be reached: whoever looks next will see
    }
  }

  private static void log(IOException e) {
    System.getLogger(BothEnds.class.getName())
        .log(System.Logger.Level.DEBUG, "not cancelled: {0}", e.getMessage());
  }
}
