package quayside.core.migrate.osctl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend.Holding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.StopClock;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/** Looks whether the target has everything, before anything is removed. */
final class VerifyStep implements Step {
  private final MoveRun run;

  VerifyStep(MoveRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public void run(StepContext context) throws IOException {
    boolean shouldRun = context.sourceRan() && run.request.options().start();
    Situation situation = awaitTarget(context, shouldRun);
    measure(context);
    compare(context, situation);
    keepCloneSourceRunning(context, situation);
    run.verified = true;
  }

  /**
   * The transfer answers before the target is done (osctld before protocol 2), and it answers “yes”
   * even if the start fails: so wait, and start it ourselves if it stays stopped.
   */
  private Situation awaitTarget(StepContext context, boolean shouldRun) throws IOException {
    long begin = System.nanoTime();
    long deadline = begin + context.limits().start().toNanos();
    while (true) {
      Situation now = run.look(context);
      Container target =
          now.target()
              .orElseThrow(
                  () -> incomplete("there is no container “" + run.request.targetId() + "” there"));
      boolean staged = target.state() == ContainerState.STAGED;
      if (!staged && (!shouldRun || target.state() == ContainerState.RUNNING)) {
        return now;
      }
      boolean patient = System.nanoTime() - begin < context.limits().poll().toNanos() * 8;
      if (!patient && target.state() == ContainerState.STOPPED) {
        startTarget(context, now, target);
      }
      if (System.nanoTime() > deadline) {
        if (staged) {
          throw incomplete("it is still staged there");
        }
        startFailed(context, now, "it did not run in time");
      }
      context.pause(context.limits().poll());
    }
  }

  private void startTarget(StepContext context, Situation now, Container target)
      throws IOException {
    context.detail("Starting it on " + run.request.target());
    context.patience(context.limits().stall());
    try {
      context.target().act(target.ref().onNode(), ContainerAction.START);
    } catch (DriverException.Busy _) {
      return; // the transfer still works on it
    } catch (DriverException.Rejected refused) {
      startFailed(context, now, Problem.of(refused).sentence());
    } finally {
      context.patience(context.limits().answer());
    }
  }

  /** Neither runs: bring the source back, whose data is complete. */
  private void startFailed(StepContext context, Situation situation, String reason)
      throws IOException {
    Container target = situation.target().orElseThrow();
    if (situation.source().isEmpty()) {
      throw MoveRun.problem(
          "start-failed",
          "It does not start",
          "“"
              + run.request.targetId()
              + "” is complete on "
              + run.request.target()
              + " but does not start: "
              + reason,
          "Start it by hand: " + ByHand.startTarget(run.request));
    }
    context.patience(context.limits().stall());
    Container again = context.target().show(target.ref().onNode());
    if (again.state() != ContainerState.STOPPED) {
      context.target().act(target.ref().onNode(), ContainerAction.STOP);
    }
    context.source().act(run.name(), ContainerAction.START);
    context.uncommit();
    throw MoveRun.problem(
        "target-start-failed",
        "It does not start on the target",
        "“"
            + run.request.targetId()
            + "” arrived on "
            + run.request.target()
            + " but does not start there: "
            + reason
            + " “"
            + run.request.source().id()
            + "” was started again on "
            + run.request.source().node()
            + " and runs there, with all its data.",
        "Look at the start's reason on "
            + run.request.target()
            + "; cancel to remove the stopped copy there.");
  }

  private void measure(StepContext context) throws IOException {
    StopClock clock = run.clock;
    if (clock != null) {
      clock.await(Duration.ofSeconds(1));
      clock.result().ifPresent(context::stopped);
      clock.close();
      run.clock = null;
    }
  }

  private void compare(StepContext context, Situation situation) throws IOException {
    if (situation.source().isEmpty()) {
      return; // nothing to compare with, and nothing to remove
    }
    Container source = situation.source().get();
    Container target = situation.target().orElseThrow();
    if (!source.distribution().equals(target.distribution())
        || !source.version().equals(target.version())) {
      throw incomplete(
          "its configuration says "
              + target.distribution()
              + " "
              + target.version()
              + " instead of "
              + source.distribution()
              + " "
              + source.version());
    }
    List<Holding> sent;
    try {
      // the last snapshot is what was sent, also if a clone's source goes on writing
      sent = Situation.sends(context.source()).holdings(run.name(), Arrival.newest(situation));
    } catch (DriverException.NotFound _) {
      return; // an earlier cleanup, still at work, has just removed it
    }
    List<Holding> copies =
        Situation.sends(context.target()).holdings(target.ref().onNode(), Optional.empty());
    Optional<String> shortfall =
        Arrival.shortfall(sent, copies, run.proven && situation.targetRuns());
    if (shortfall.isPresent()) {
      throw incomplete(shortfall.get());
    }
    if (!Arrival.toldSizes(sent, copies)) {
      context.detail("The nodes do not tell sizes: only the names of datasets were compared");
    }
  }

  private void keepCloneSourceRunning(StepContext context, Situation situation) throws IOException {
    MoveRequest.Options options = run.request.options();
    boolean shallRun =
        run.request.cloning()
            && context.sourceRan()
            && (options.restart() || !options.consistent());
    if (shallRun && situation.source().isPresent() && !situation.sourceRuns()) {
      context.patience(context.limits().stall());
      context.source().act(run.name(), ContainerAction.START);
    }
  }

  private IOException incomplete(String what) {
    return MoveRun.problem(
        "target-incomplete",
        "The copy was not found complete",
        "Something is wrong with the copy on "
            + run.request.target()
            + ": "
            + what
            + ". Nothing was removed from "
            + run.request.source().node()
            + ".",
        "Look at it; continue to verify it again.");
  }
}
