package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.StopClock;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.problem.Problem;

/** Stops the source, sends the rest, starts the target: one command of the node. */
final class SwitchStep implements Step {
  private final MoveRun run;

  SwitchStep(MoveRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "switch";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.past()) {
      return;
    }
    Situation before = run.look(context);
    checkUnchanged(context, before);
    long rest = Situation.sends(context.source()).written(run.name());
    boolean ran = before.sourceRuns();
    MoveRequest.Options options = run.request.options();
    boolean measured = ran && (run.request.cloning() ? options.consistent() : options.start());
    if (measured) {
      run.clock = StopClock.start(context, run.request, before.target().map(c -> c.ref().onNode()));
    }
    context.commit(ran);
    context.patience(context.limits().stall());
    var meter = RoundMeter.of(context, "switch", rest);
    try {
      Situation.sends(context.source())
          .state(
              run.name(),
              new NativeSend.Switch(
                  run.request.cloning(), options.consistent(), options.restart(), options.start()),
              new SendProgress(meter));
      meter.finish();
      context.patience(context.limits().answer());
      run.look(context);
    } catch (IOException failure) {
      rescue(context, ran, failure);
    }
  }

  /** Between the steps the node lets anybody do anything: look once more. */
  private void checkUnchanged(StepContext context, Situation before) throws IOException {
    if (before.stage() != Situation.Stage.COPIED) {
      throw MoveRun.problem(
          "send-gone",
          "The send is gone",
          "The send of “"
              + run.request.source().id()
              + "” is not open any more as it should be."
              + " Nothing was switched over.",
          "Look at both nodes, then continue or cancel.");
    }
    run.proveArrival(context, before);
    List<String> now = run.datasetNames(context);
    if (!run.datasets.isEmpty() && !now.equals(run.datasets)) {
      throw MoveRun.problem(
          "datasets-changed",
          "Datasets changed meanwhile",
          "Datasets of “"
              + run.request.source().id()
              + "” were added or removed since the copy began ("
              + String.join(", ", now)
              + "). Switching over would fail or lose them; nothing was switched over.",
          "Cancel and start again.");
    }
  }

  private void rescue(StepContext context, boolean ran, IOException failure) throws IOException {
    boolean answered =
        failure instanceof DriverException && !(failure instanceof DriverException.Silent);
    if (!answered) {
      context.reconnect();
    }
    context.detail("The switch-over did not answer as it should: looking at both nodes");
    Situation settled;
    try {
      settled = new Settle(run).after(context, ran);
    } catch (DriverException refused) {
      context.uncommit();
      throw MoveRun.problem(
          "switch-failed-source-down",
          "The switch-over failed",
          "The switch-over failed: "
              + Problem.of(failure).sentence()
              + " “"
              + run.request.source().id()
              + "” could not be started again on "
              + run.request.source().node()
              + ": "
              + Problem.of(refused).sentence()
              + " Its data is there, complete.",
          "Start it by hand: " + ByHand.startSource(run.request));
    }
    if (settled.stage() == Situation.Stage.SWITCHED || settled.stage() == Situation.Stage.THERE) {
      return; // it went through although the answer was lost: the next step looks closely
    }
    context.uncommit();
    throw MoveRun.problem(
        "switch-failed",
        "The switch-over failed",
        "The switch-over failed: "
            + Problem.of(failure).sentence()
            + " "
            + (settled.sourceRuns()
                ? "“"
                    + run.request.source().id()
                    + "” was started again on "
                    + run.request.source().node()
                    + " and runs there."
                : "“"
                    + run.request.source().id()
                    + "” is on "
                    + run.request.source().node()
                    + ", stopped as before."),
        "Continue to try it again from the beginning, or cancel to take the copy back.");
  }
}
