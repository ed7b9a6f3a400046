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
  private final Doubtful doubtful;

  Writes(Run run) {
    this.run = run;
    doubtful = new Doubtful(run);
  }

  /**
   * Makes the first copy. If the container runs, files that change all the time may lack in it.
   *
   * @return the bytes of the try that ended it, as far as they are known
   */
  long copy(StepContext context, RoundMeter meter) throws IOException {
    if (run.job.refreshes()) {
      return round(context, meter);
    }
    doubtful.begin(context);
    try {
      long bytes = patiently(context, meter, false);
      doubtful.raise(context);
      return bytes;
    } catch (DriverException.Unsteady changed) {
      if (run.job.snapshot().isPresent() || !run.look(context).sourceRuns()) {
        throw changed;
      }
      context.between();
      context.detail(changed.getMessage() + " Trying again so that what arrives stays");
    }
    empty(context);
    return round(context, meter);
  }

  /** Brings the copy up to date; what changes all the time is left to the last refresh. */
  long round(StepContext context, RoundMeter meter) throws IOException {
    doubtful.begin(context);
    long bytes;
    try {
      bytes = patiently(context, meter, true);
    } catch (DriverException.Unsteady changed) {
      if (!run.look(context).sourceRuns()) {
        throw changed;
      }
      context.detail(changed.getMessage() + " The last refresh brings them");
      bytes = meter.finish();
    }
    doubtful.raise(context);
    return bytes;
  }

  /** Brings the copy up to date for the last time. A clone's source may run nevertheless. */
  long last(StepContext context, RoundMeter meter) throws IOException {
    for (int i = 1; true; i++) {
      try {
        return run.carryLast(context, meter);
      } catch (DriverException.Unsteady changed) {
        if (i == TRIES || !run.look(context).sourceRuns()) {
          throw changed;
        }
        context.detail("%s Trying again (%d of %d)".formatted(changed.getMessage(), i + 1, TRIES));
      }
    }
  }

  /** The half copy goes, by its server or by us; in its place comes one that refreshes keep. */
  private void empty(StepContext context) throws IOException {
    new TakeBack(run.job).run(context);
    InstanceServer there = InstanceServer.of(context.target());
    context.patience(context.limits().stall());
    there
        .instances()
        .create(
            new NewInstance(
                run.job.targetProject(),
                Optional.of(run.request.targetId()),
                new NewInstance.Source.Empty(),
                run.begun(context)));
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
