package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Prepares the target; undoing it takes the whole send back. */
final class ConfigStep implements Step {
  private final MoveRun run;

  ConfigStep(MoveRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.stage != Situation.Stage.NOTHING) {
      return;
    }
    MoveRequest.Options options = run.request.options();
    OsctlOptions special = run.errand.special();
    context.patience(context.limits().stall());
    NativeSend sends = Situation.sends(context.source());
    sends.config(
        run.name(),
        new NativeSend.Config(
            run.errand.peer(context.targetNode()),
            options.asId(),
            special.asUser(),
            special.asGroup(),
            options.toPool(),
            options.network(),
            true));
    context.patience(context.limits().answer());
    run.look(context);
    if (run.stage != Situation.Stage.CONFIGURED) {
      throw new DriverException.Rejected(
          "The source said that the configuration was copied, but "
              + run.request.target()
              + " has no staged container “"
              + run.request.targetId()
              + "”.");
    }
  }

  @Override
  public void undo(StepContext context) throws IOException {
    new TakeBack(run.request).run(context);
  }
}
