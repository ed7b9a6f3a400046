package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.model.ServerOperation;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;

/**
 * Switches over by carrying a container while it runs: its files, then, frozen, its memory (CRIU).
 * When it fails the source is what goes on.
 */
final class LiveSwitch {
  private static final int LOOKS = 3;

  private static final String AGAIN =
      "Move it without its memory: then it is stopped and started again, for as short as can be.";

  private final Run run;

  LiveSwitch(Run run) {
    this.run = run;
  }

  void over(StepContext context) throws IOException {
    context.detail("Carrying it while it runs: its files, then its memory");
    String reason;
    try {
      run.carry(context, RoundMeter.of(context, "switch", 0), false);
      if (runsThere(context)) {
        return;
      }
      reason = "Both servers said that it was done, but it does not run there.";
    } catch (IOException failure) {
      boolean answered =
          failure instanceof DriverException && !(failure instanceof DriverException.Silent);
      if (!answered) {
        context.reconnect();
      }
      if (arrived(context)) {
        return; // only the answer was lost
      }
      reason = Problem.of(failure).sentence();
    }
    takeBack(context, reason);
  }

  /** Whether it runs there, as both servers said. Looked at more than once: it has just begun. */
  private boolean runsThere(StepContext context) throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      if (run.look(context).targetRuns()) {
        return arrived(context);
      }
      context.pause(context.limits().poll());
    }
    return false;
  }

  /** Whether it goes on there; that is written down at once, for it may stop again. */
  private boolean arrived(StepContext context) throws IOException {
    Situation now = run.look(context);
    if (now.stage() != Situation.Stage.COMPLETE) {
      return false;
    }
    String lastUsed = now.mark().map(Mark::lastUsed).orElse("-");
    if (now.source().isPresent()) {
      run.complete(context, now.source().get(), lastUsed);
    } else {
      run.mark(context, new Mark(run.job.mark(), Mark.Stage.COMPLETE, lastUsed));
    }
    run.look(context);
    return true;
  }

  private void takeBack(StepContext context, String failure) throws IOException {
    context.detail("That did not get through: removing what arrived");
    boolean lost = isLost(context);
    if (lost) {
      context.detail("Its memory is lost: starting it on " + run.request.source().node());
      TakeBack.startSource(context, run.job);
    }
    Optional<String> left = Optional.empty();
    try {
      new TakeBack(run.job).run(context);
    } catch (ProblemException held) {
      if (!lost) {
        throw held;
      }
      left = Optional.of(held.problem().sentence());
    }
    context.uncommit();
    String reason = reason(context, failure);
    if (lost) {
      throw lost(reason, left);
    }
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
          "On %s a program “criu dump” waits for its child “migratedumpsuccess”: end that child, and it goes on. Its files are whole there."
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
        AGAIN);
  }

  /** Whose restore failed, its log says why. That nothing is lost does not hang on that. */
  private String reason(StepContext context, String failure) {
    if (!failure.startsWith(RestoreWatch.NOT_RESTORED)) {
      return failure;
    }
    try {
      var transfers = InstanceServer.of(context.target()).transfers();
      return transfers.restoreTrouble(run.job.there()).orElse(failure);
    } catch (IOException e) {
      System.getLogger(LiveSwitch.class.getName())
          .log(System.Logger.Level.DEBUG, "the log of the restore: {0}", e.getMessage());
      return failure;
    }
  }

  /**
   * Whether its memory is nowhere any more: the source was ended, as after a move that succeeded,
   * and there is no process of it on the target.
   */
  private boolean isLost(StepContext context) throws IOException {
    Situation now = run.look(context);
    return context.sourceRan()
        && now.source().isPresent()
        && !now.sourceRuns()
        && now.mark().isPresent()
        && !now.targetRuns();
  }

  private ProblemException lost(String reason, Optional<String> left) {
    String rest = left.orElse("Nothing is left on %s.".formatted(run.request.target()));
    return Run.problem(
        "live-lost",
        "It was started anew",
        "%s What was in its memory is lost; all its files are whole. “%s” was started anew on %s and runs there. %s"
            .formatted(reason, run.request.source().id(), run.request.source().node(), rest),
        left.isPresent() ? AGAIN + " " + TakeBack.loosen(run.job) : AGAIN);
  }

  /**
   * Whether the source is still frozen, long after the target has nothing of it any more. Where
   * that can be ended it is.
   */
  private boolean isHeld(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().start().toNanos();
    while (holds(InstanceServer.of(context.source()))) {
      if (System.nanoTime() > deadline) {
        return true;
      }
      context.detail("Waiting until %s lets go of it".formatted(run.request.source().node()));
      context.pause(context.limits().poll());
    }
    return false;
  }

  private boolean holds(InstanceServer source) throws IOException {
    Optional<Boolean> held = source.transfers().release(run.job.here());
    return held.isPresent()
        ? held.get()
        : source.operations().about(run.job.here()).stream().anyMatch(LiveSwitch::carries)
            || source.operations().list().stream()
                .anyMatch(o -> o.resources().isEmpty() && carries(o)); // LXD 5.0 does not say whose
  }

  private static boolean carries(ServerOperation operation) {
    return operation.description().endsWith("igrating instance");
  }
}
