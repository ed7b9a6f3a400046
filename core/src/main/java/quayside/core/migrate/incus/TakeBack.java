package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.model.Instance;
import quayside.core.operation.StepContext;

/** Removes the copy, and looks until nothing of it is left. Never anything without our mark. */
final class TakeBack {
  /** What was asked for just before may still have to appear there. */
  private static final int LOOKS = 2;

  private static final int REFUSALS = 20;

  /** What is noted before the source is started again. */
  private static final String RESTARTED = "restarted";

  /** Longer than the minute for which servers wait for hooks of one that was not restored. */
  private static final Duration HOLLOW = Duration.ofSeconds(90);

  private final Job job;
  private final long begun = System.nanoTime();
  private int refusals;

  TakeBack(Job job) {
    this.job = job;
  }

  void run(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    int clean = 0;
    while (clean < LOOKS) {
      boolean nothing = step(context);
      clean = nothing ? clean + 1 : 0;
      if (!nothing && System.nanoTime() > deadline) {
        throw Run.problem(
            "not-taken-back",
            "Not taken back yet",
            "%s does not let go of the half copy “%s”."
                .formatted(job.request().target(), job.request().targetId()),
            "Cancel again later, or by hand: " + ByHand.deleteTarget(job));
      }
      if (clean < LOOKS) {
        context.pause(context.limits().poll());
      }
    }
    Autostart.release(context, job);
  }

  /** One thing at a time, then look again; true when there is nothing to do. */
  private boolean step(StepContext context) throws IOException {
    Situation now = Situation.look(context, job);
    var aside = new Aside(job);
    if (now.mark().isEmpty()) {
      if (aside.isNeeded(now)) {
        aside.back(context, now);
        return false;
      }
      if (context.committed()
          && now.stage() == Situation.Stage.THERE
          && !Aside.wasBrought(context)) {
        throw tooLate();
      }
      restart(context, now);
      return true;
    }
    if (now.stage() == Situation.Stage.COMPLETE
        && (now.source().isEmpty() || (isUsed(now) && !job.request().cloning()))) {
      throw tooLate();
    }
    if (now.source().isEmpty()) {
      throw last();
    }
    if (now.copyIsUsed() || (now.bothAreUsed() && !hasRestarted(context))) {
      throw Run.used(job);
    }
    if (now.hollow()) { // who stops it now waits for ever
      restart(context, now); // it ended because the target said that it had the memory
      if (System.nanoTime() - begun > HOLLOW.toNanos()) {
        throw Run.problem(
            "not-taken-back",
            "Not taken back yet",
            "%s says that “%s” runs there, but there is no process of it, and it cannot be removed."
                .formatted(job.request().target(), job.request().targetId()),
            loosen(job));
      }
      context.detail("Waiting until %s has given up on it".formatted(job.request().target()));
      return false;
    }
    context.patience(context.limits().stall());
    try {
      if (now.targetRuns()) {
        var force = new ActionOptions(true, Optional.empty(), false);
        context.target().act(job.there(), ContainerAction.STOP, force);
      }
      Removal.of(context.target(), job.there());
    } catch (DriverException.NotFound _) {
      return false;
    } catch (DriverException.Busy busy) {
      context.detail("Waiting: " + busy.getMessage());
    } catch (DriverException.Rejected refused) {
      if (++refusals > REFUSALS) { // an operation that fails just now still holds it
        throw refused;
      }
    } finally {
      context.patience(context.limits().answer());
    }
    return false;
  }

  private void restart(StepContext context, Situation now) throws IOException {
    if (context.committed() && context.sourceRan() && !now.sourceRuns()) {
      startSource(context, job);
    }
  }

  /** Starts the source again; what its server does with it just now is waited for. */
  static void startSource(StepContext context, Job job) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    context.note(RESTARTED, "yes");
    Autostart.release(context, job);
    while (true) {
      context.patience(context.limits().stall());
      try {
        context.source().act(job.here(), ContainerAction.START);
        context.patience(context.limits().answer());
        return;
      } catch (DriverException.Busy busy) {
        context.patience(context.limits().answer());
        if (System.nanoTime() > deadline) {
          throw busy;
        }
        context.detail("Waiting: " + busy.getMessage());
        context.pause(context.limits().poll());
      }
      Situation now = Situation.look(context, job);
      if (now.source().isEmpty() || now.sourceRuns()) {
        return; // somebody else was quicker
      }
    }
  }

  /** Whether this operation itself started the source again, now or before a crash. */
  private static boolean hasRestarted(StepContext context) {
    return context.noted(RESTARTED).isPresent();
  }

  private static boolean isUsed(Situation now) {
    return now.targetRuns() || now.target().flatMap(Instance::lastUsed).isPresent();
  }

  /** How a server is brought to let go of a copy whose memory could not be restored. */
  static String loosen(Job job) {
    return "Restart the daemon of Incus or LXD on %s, under which its containers go on; then remove the copy: %s"
        .formatted(job.request().target(), ByHand.deleteTarget(job));
  }

  /** Its original is gone: what was copied may be all that there is. */
  private IOException last() {
    return Run.problem(
        "copy-kept",
        "The copy was kept",
        "“%s” is not on %s any more, so its copy “%s” on %s was not removed; it may lack something."
            .formatted(
                job.request().source().id(),
                job.request().source().node(),
                job.request().targetId(),
                job.request().target()),
        "Look at it before removing anything. By hand: " + ByHand.deleteTarget(job));
  }

  private IOException tooLate() {
    return Run.problem(
        "committed",
        "Too late to cancel",
        "The container was switched over to %s; this cannot be taken back. Nothing was removed."
            .formatted(job.request().target()),
        "Continue to verify it and to clean up, or move it back.");
  }
}
