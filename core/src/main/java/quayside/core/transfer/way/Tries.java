package quayside.core.transfer.way;

import java.io.IOException;
import quayside.core.operation.StepContext;
import quayside.transport.TransportException;

/** Goes on with something that can be continued when its connection breaks. */
public final class Tries {
  private static final int MOST = 5;

  private Tries() {}

  /** Something that begins where it was left. */
  @FunctionalInterface
  public interface Attempt {
    void run() throws IOException;
  }

  /**
   * Runs it until it succeeds or fails for another reason: when its connection breaks, once more at
   * once on fresh ones, and then less and less soon.
   */
  public static void run(StepContext context, Attempt attempt) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        attempt.run();
        return;
      } catch (TransportException e) {
        if (tries == MOST) {
          throw e;
        }
        context.detail("The connection broke; going on where it was");
        context.pause(context.limits().poll().multipliedBy(tries - 1));
        context.reconnect();
      }
    }
  }
}
