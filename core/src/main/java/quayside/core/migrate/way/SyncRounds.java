package quayside.core.migrate.way;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import quayside.core.migrate.MoveRequest.SwitchOver;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView.Forecast;
import quayside.core.operation.StepContext;

/** Syncs again and again until it is time to switch over. */
public final class SyncRounds {
  private final StepContext context;
  private final SwitchOver when;
  private final SyncPolicy policy;

  /** How a way does a round. */
  public interface Carrier {
    /**
     * Looks whether the last round arrived and what is left now.
     *
     * @throws IOException if nothing may be carried or switched over any more
     */
    Rest look() throws IOException;

    /** Carries what was written since the last round. */
    void carry(RoundMeter meter) throws IOException;
  }

  /**
   * What is left.
   *
   * @param bytes written since the last round
   * @param stops whether the switch-over will stop a running container
   */
  public record Rest(long bytes, boolean stops) {}

  /** Rounds of an operation; what they show is noted in the policy. */
  public SyncRounds(StepContext context, SwitchOver when, SyncPolicy policy) {
    this.context = context;
    this.when = when;
    this.policy = policy;
  }

  /** Returns when it is time to switch over. */
  public void run(Carrier carrier) throws IOException {
    while (true) {
      context.between();
      context.patience(context.limits().answer());
      Rest rest = carrier.look();
      Forecast forecast = policy.forecast(rest.bytes(), rest.stops());
      context.forecast(forecast);
      if (context.switchNow() || !another(forecast)) {
        return;
      }
      context.patience(context.limits().stall());
      var meter = RoundMeter.of(context, "sync " + (policy.syncs() + 1), rest.bytes());
      carrier.carry(meter);
      policy.synced(meter.finish(), meter.took());
    }
  }

  private boolean another(Forecast forecast) throws IOException {
    boolean enough = policy.enough(forecast);
    return switch (when) {
      case SwitchOver.WithoutSync _ -> false;
      case SwitchOver.WhenReady _ -> !enough;
      case SwitchOver.WhenTold _ -> !enough || told(forecast, "");
      case SwitchOver.IfBelow below ->
          !enough
              || (forecast.stop().compareTo(below.limit()) > 0
                  && told(
                      forecast, " That is more than the limit of " + seconds(below.limit()) + "."));
    };
  }

  private boolean told(Forecast forecast, String why) throws IOException {
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
}
