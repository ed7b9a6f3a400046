package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.StopClock;
import quayside.core.model.Instance;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/** Stops the source, refreshes the copy for the last time, and starts one of them again. */
final class SwitchStep implements Step {
  /** How long a container may take to end by itself before it is ended by force. */
  private static final Duration CLEAN_STOP = Duration.ofSeconds(60);

  private final Run run;

  SwitchStep(Run run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "switch";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (!run.past()) {
      Situation before = run.look(context);
      var wanted = run.job.live() ? Situation.Stage.NOTHING : Situation.Stage.COPIED;
      if (run.stage != wanted || before.source().isEmpty()) {
        throw SyncStep.gone(run);
      }
      switchOver(context, before);
    }
    keepCloned(context);
    startCopy(context);
  }

  /** The source of a clone was stopped for the last refresh alone. */
  private void keepCloned(StepContext context) throws IOException {
    boolean wanted =
        run.request.cloning()
            && run.request.stops()
            && run.request.options().restart()
            && context.sourceRan();
    if (wanted) {
      Situation now = run.look(context);
      if (now.source().isPresent() && !now.sourceRuns()) {
        TakeBack.startSource(context, run.job);
      }
    }
  }

  private void switchOver(StepContext context, Situation before) throws IOException {
    boolean ran = before.sourceRuns();
    MoveRequest.Options options = run.request.options();
    if (ran && run.job.live()) {
      run.clock = StopClock.live(context, run.request, run.job.there());
    } else if (ran && run.request.stops() && (run.request.cloning() || options.start())) {
      run.clock = StopClock.start(context, run.request, Optional.of(run.job.there()));
    }
    if (ran && !run.request.cloning()) {
      Autostart.hold(context, run.job, before.source().orElseThrow(() -> SyncStep.gone(run)));
    }
    context.commit(ran);
    if (run.job.live()) {
      new LiveSwitch(run).over(context);
      return;
    }
    try {
      if (ran && run.request.stops()) {
        stopSource(context);
      }
      lastRefresh(context);
    } catch (IOException failure) {
      rescue(context, ran, failure);
    }
  }

  private void stopSource(StepContext context) throws IOException {
    context.detail("Stopping it on " + run.request.source().node());
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (true) {
      context.patience(context.limits().stall());
      try {
        stop(context, false);
        break;
      } catch (DriverException.Silent e) {
        throw e;
      } catch (DriverException.Busy busy) { // that is not ended by force: it runs on meanwhile
        if (System.nanoTime() > deadline) {
          throw busy;
        }
        context.detail("Waiting: " + busy.getMessage());
        context.pause(context.limits().poll());
      } catch (DriverException refused) {
        if (Situation.look(context, run.job).sourceRuns()) {
          context.detail("It does not end by itself: ending it by force");
          stop(context, true);
        }
        break;
      }
    }
    context.patience(context.limits().answer());
  }

  private void stop(StepContext context, boolean force) throws IOException {
    var options = new ActionOptions(force, Optional.of(CLEAN_STOP), false);
    context.source().act(run.job.here(), ContainerAction.STOP, options);
  }

  /** What the source has now is what the copy shall have; if it stood still, it has that. */
  private void lastRefresh(StepContext context) throws IOException {
    Situation still = Situation.look(context, run.job);
    boolean asItWas = run.job.snapshot().isPresent();
    if (run.request.stops() && still.sourceRuns()) {
      throw Run.problem(
          "source-started",
          "It was started again",
          "“%s” was started on %s by somebody while it was to stand still."
              .formatted(run.request.source().id(), run.request.source().node()),
          "");
    }
    if (!asItWas && !run.isAtRest(still)) {
      var meter = RoundMeter.of(context, "switch", 0);
      new Writes(run).last(context, meter);
    }
    Instance original =
        asItWas
            ? run.job.original(InstanceServer.of(context.source()))
            : still.source().orElseThrow(() -> SyncStep.gone(run));
    run.complete(context, original, still.lastUsed());
  }

  /** The copy shall run if the source did, unless that is not wished or the source runs again. */
  private void startCopy(StepContext context) throws IOException {
    Situation now = run.look(context);
    boolean wanted = context.sourceRan() && run.job.starts();
    boolean alone = run.request.cloning() || !now.sourceIsNewer();
    if (!wanted || now.targetRuns() || now.mark().isEmpty() || !alone) {
      return;
    }
    context.detail("Starting it on " + run.request.target());
    context.patience(context.limits().stall());
    try {
      context.target().act(run.job.there(), ContainerAction.START);
    } catch (DriverException.Silent e) {
      throw e; // it may be starting: the next look will tell
    } catch (DriverException refused) {
      startFailed(context, Problem.of(refused).sentence());
    }
    context.patience(context.limits().answer());
  }

  /** The copy does not run: the source does again, whose data is complete. */
  private void startFailed(StepContext context, String reason) throws IOException {
    Situation now = run.look(context);
    if (now.targetRuns() || (now.source().isEmpty() && !run.request.cloning())) {
      return; // the next step looks closely
    }
    if (run.request.cloning()) {
      throw Run.problem(
          "start-failed",
          "The clone does not start",
          "“%s” is complete on %s but does not start there: %s"
              .formatted(run.request.targetId(), run.request.target(), reason),
          "Start it by hand: " + ByHand.startTarget(run.job));
    }
    run.reopen(context, now.target().map(Situation::lastUsed).orElse("-"));
    TakeBack.startSource(context, run.job);
    context.uncommit();
    throw Run.problem(
        "target-start-failed",
        "It does not start on the target",
        "“%s” arrived on %s but does not start there: %s “%s” was started again on %s and runs there, with all its data."
            .formatted(
                run.request.targetId(),
                run.request.target(),
                reason,
                run.request.source().id(),
                run.request.source().node()),
        "Settle what %s says and continue, or cancel to remove the stopped copy there."
            .formatted(run.request.target()));
  }

  private void rescue(StepContext context, boolean ran, IOException failure) throws IOException {
    boolean answered =
        failure instanceof DriverException && !(failure instanceof DriverException.Silent);
    if (!answered) {
      context.reconnect();
    }
    context.detail("The last refresh did not get through: looking at both nodes");
    Situation now = Situation.look(context, run.job);
    run.stage = now.stage();
    if (run.stage == Situation.Stage.COMPLETE) {
      return; // only the answer was lost
    }
    if (now.copyIsUsed() && now.targetRuns() && !now.sourceRuns()) {
      throw Run.used(run.job); // somebody has it run there by now: not here as well
    }
    boolean down = ran && !now.sourceRuns();
    try {
      if (down) {
        TakeBack.startSource(context, run.job);
      }
    } catch (DriverException refused) {
      context.uncommit();
      throw Run.problem(
          "switch-failed-source-down",
          "The switch-over failed",
          "The switch-over failed: %s “%s” could not be started again on %s: %s Its data is there, complete."
              .formatted(
                  Problem.of(failure).sentence(),
                  run.request.source().id(),
                  run.request.source().node(),
                  Problem.of(refused).sentence()),
          "Start it by hand: " + ByHand.startSource(run.job));
    }
    context.uncommit();
    throw Run.problem(
        "switch-failed",
        "The switch-over failed",
        "The switch-over failed: %s “%s” %s."
            .formatted(
                Problem.of(failure).sentence(),
                run.request.source().id(),
                down || now.sourceRuns()
                    ? "runs on " + run.request.source().node() + " again, with all its data"
                    : "is on " + run.request.source().node() + ", stopped as before"),
        failure instanceof DriverException.Unsteady && run.request.cloning()
            ? "Clone it with a short stop or clone one of its snapshots; cancel takes the copy"
                + " back."
            : "Continue to try it again, or cancel to take the copy back.");
  }
}
