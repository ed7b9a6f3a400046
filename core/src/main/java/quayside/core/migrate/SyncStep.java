package quayside.core.migrate;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import quayside.core.migrate.MoveRequest.SwitchOver;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView.Forecast;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Copies what was written meanwhile, again and again, until it is time to switch over. */
final class SyncStep implements Step {
  private final MoveRun run;

  SyncStep(MoveRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.past()) {
      return;
    }
    while (true) {
      context.between();
      context.patience(context.limits().answer());
      Situation situation = run.look(context);
      if (situation.stage() != Situation.Stage.COPIED) {
        throw MoveRun.problem(
            "send-gone",
            "The send is gone",
            "Somebody or something ended the send of “"
                + run.request.source().id()
                + "” meanwhile. Nothing was switched over.",
            "Look at both nodes, then continue or cancel.");
      }
      run.proveArrival(context, situation);
      long rest = Situation.sends(context.source()).written(run.name());
      Forecast forecast = run.policy.forecast(rest, stops(situation));
      context.forecast(forecast);
      if (context.switchNow() || !another(context, forecast)) {
        return;
      }
      sync(context, rest);
    }
  }

  /** Whether the switch-over will stop the source at all. */
  private boolean stops(Situation situation) {
    boolean leaves = !run.request.cloning() || run.request.options().consistent();
    return leaves && situation.sourceRuns();
  }

  private boolean another(StepContext context, Forecast forecast) throws IOException {
    boolean enough = run.policy.enough(forecast);
    return switch (run.request.options().switchOver()) {
      case SwitchOver.WithoutSync _ -> false;
      case SwitchOver.WhenReady _ -> !enough;
      case SwitchOver.WhenTold _ -> !enough || told(context, forecast, "");
      case SwitchOver.IfBelow below ->
          !enough
              || (forecast.stop().compareTo(below.limit()) > 0
                  && told(
                      context,
                      forecast,
                      " That is more than the limit of " + seconds(below.limit()) + "."));
    };
  }

  private boolean told(StepContext context, Forecast forecast, String why) throws IOException {
    String sentence =
        "A switch-over now would stop the container for about "
            + seconds(forecast.stop())
            + "."
            + why
            + " Switch over, sync once more, or cancel.";
    return context.decide(sentence) == OperationAction.SYNC_AGAIN;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }

  private void sync(StepContext context, long rest) throws IOException {
    context.patience(context.limits().stall());
    var meter = new RoundMeter("sync " + (run.policy.syncs() + 1), rest, MoveRun.sink(context));
    Situation.sends(context.source()).sync(run.name(), meter);
    run.policy.synced(meter.finish(), meter.took());
  }
}
