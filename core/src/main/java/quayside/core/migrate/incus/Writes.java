package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.model.NewInstance;
import quayside.core.operation.StepContext;

/**
 * Carries a container that writes so much that files change while its server reads them. Servers
 * take that for a failure: what a copy began is removed, what a refresh brought stays. So if the
 * first copy fails an empty instance takes its place, and is refreshed.
 */
final class Writes {
  private static final int TRIES = 3;

  private final Run run;

  Writes(Run run) {
    this.run = run;
  }

  /**
   * Makes the first copy. If the container runs, files that change all the time may lack in it.
   *
   * @return the bytes of the try that ended it, as far as they are known
   */
  long copy(StepContext context, RoundMeter meter) throws IOException {
    if (run.job.refreshes()) {
      return refresh(context, meter, true);
    }
    try {
      return patiently(context, meter, false);
    } catch (DriverException.Unsteady changed) {
      if (!run.look(context).sourceRuns() || run.job.snapshot().isPresent()) {
        throw changed;
      }
      context.between();
      context.detail(changed.getMessage() + " Trying again so that what arrives stays");
    }
    empty(context);
    return refresh(context, meter, true);
  }

  /**
   * Brings the copy up to date.
   *
   * @param mayLack whether another refresh follows: then nobody is in a hurry, and what changes all
   *     the time may be left to that
   */
  long refresh(StepContext context, RoundMeter meter, boolean mayLack) throws IOException {
    for (int i = 1; true; i++) {
      try {
        return mayLack ? patiently(context, meter, true) : run.carry(context, meter, true);
      } catch (DriverException.Unsteady changed) {
        boolean runs = run.look(context).sourceRuns();
        if (runs && mayLack) {
          context.detail(changed.getMessage() + " The last refresh brings them");
          return meter.finish();
        }
        if (!runs || i == TRIES) {
          throw changed;
        }
        context.detail("%s Trying again (%d of %d)".formatted(changed.getMessage(), i + 1, TRIES));
      }
    }
  }

  /** The half copy goes, by its server or by us; in its place comes one that refreshes keep. */
  private void empty(StepContext context) throws IOException {
    new TakeBack(run.job).run(context);
    InstanceServer there = Job.server(context.target());
    context.patience(context.limits().stall());
    there
        .instances()
        .create(
            new NewInstance(
                run.job.targetProject(),
                Optional.of(run.request.targetId()),
                new NewInstance.Source.Empty(),
                run.outfit(context).settings()));
    context.patience(context.limits().answer());
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
