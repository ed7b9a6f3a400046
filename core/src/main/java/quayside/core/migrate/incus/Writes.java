package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.driver.DriverException;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.StepContext;

/**
 * Carries a container that may run meanwhile. Files that change while its server reads them end a
 * copy, and with it the move, which is taken back.
 */
final class Writes {
  private final Run run;

  Writes(Run run) {
    this.run = run;
  }

  /**
   * Makes the first copy.
   *
   * @return the bytes, as far as they are known
   */
  long copy(StepContext context, RoundMeter meter) throws IOException {
    return patiently(context, meter, run.job.refreshes());
  }

  /**
   * Brings the copy up to date.
   *
   * @param mayLack whether another refresh follows: then nobody is in a hurry
   */
  long refresh(StepContext context, RoundMeter meter, boolean mayLack) throws IOException {
    return mayLack ? patiently(context, meter, true) : run.carry(context, meter, true);
  }

  /**
   * An operation whose bytes were cut off holds the instance until its server gives it up, which
   * takes half a minute. While the container runs there is time to wait for that.
   */
  private long patiently(StepContext context, RoundMeter meter, boolean refresh)
      throws IOException {
    long deadline = System.nanoTime() + context.limits().stall().toNanos();
    while (true) {
      try {
        return run.carry(context, meter, refresh);
      } catch (DriverException.Busy busy) {
        if (System.nanoTime() > deadline) {
          throw busy;
        }
        context.detail("Waiting: " + busy.getMessage());
        context.pause(context.limits().poll());
      }
    }
  }
}
