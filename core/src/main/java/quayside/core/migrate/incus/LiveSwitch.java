package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.driver.DriverException;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/**
 * Switches over by carrying a container while it runs: its files, then, frozen, its memory (CRIU).
 * When it fails the source is what goes on.
 */
final class LiveSwitch {
  private final Run run;

  LiveSwitch(Run run) {
    this.run = run;
  }

  void over(StepContext context) throws IOException {
    context.detail("Carrying it while it runs: its files, then its memory");
    try {
      run.carry(context, RoundMeter.of(context, "switch", 0), false);
    } catch (IOException failure) {
      boolean answered =
          failure instanceof DriverException && !(failure instanceof DriverException.Silent);
      if (!answered) {
        context.reconnect();
      }
      if (!arrived(context)) {
        takeBack(context, Problem.of(failure).sentence());
      }
      return; // only the answer was lost
    }
    if (!arrived(context)) {
      takeBack(context, "Both servers said that it was done, but it does not run there.");
    }
  }

  /** Whether it goes on there; that is written down at once, for it may stop again. */
  private boolean arrived(StepContext context) throws IOException {
    Situation now = run.look(context);
    if (now.stage() != Situation.Stage.COMPLETE) {
      return false;
    }
    String lastUsed = now.mark().map(Mark::lastUsed).orElse("-");
    run.mark(context, new Mark(run.job.mark(), Mark.Stage.COMPLETE, lastUsed));
    run.look(context);
    return true;
  }

  private void takeBack(StepContext context, String reason) throws IOException {
    context.detail("That did not get through: removing what arrived");
    new TakeBack(run.job).run(context);
    context.uncommit();
    if (isHeld(context)) {
      throw Run.problem(
          "live-held",
          "It is frozen",
          "%s “%s” is whole on %s but frozen: that server waits for an answer of %s that does not come. Nothing is left on %s."
              .formatted(
                  reason,
                  run.request.source().id(),
                  run.request.source().node(),
                  run.request.target(),
                  run.request.target()),
          "On %s a program “criu dump” holds it; look at that before anything else. Its files are whole there."
              .formatted(run.request.source().node()));
    }
    throw Run.problem(
        "live-failed",
        "It could not be moved while it runs",
        "%s “%s” runs on %s as before, and nothing is left on %s."
            .formatted(
                reason,
                run.request.source().id(),
                run.request.source().node(),
                run.request.target()),
        "Move it without its memory: then it is stopped and started again, for as short as can"
            + " be.");
  }

  /** Whether the source's server still carries it, long after the target has given up. */
  private boolean isHeld(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().start().toNanos();
    while (isCarried(context)) {
      if (System.nanoTime() > deadline) {
        return true;
      }
      context.detail("Waiting until %s lets go of it".formatted(run.request.source().node()));
      context.pause(context.limits().poll());
    }
    return false;
  }

  private boolean isCarried(StepContext context) throws IOException {
    return Job.server(context.source()).operations().about(run.job.here()).stream()
        .anyMatch(operation -> operation.description().endsWith("igrating instance"));
  }
}
