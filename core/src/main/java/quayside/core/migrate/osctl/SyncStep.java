package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.SyncRounds;
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
    if (!run.past()) {
      new SyncRounds(context, run.request.options().switchOver(), run.policy)
          .run(new Rounds(context));
    }
  }

  /** A round is a sync of the node. */
  private final class Rounds implements SyncRounds.Carrier {
    private final StepContext context;

    Rounds(StepContext context) {
      this.context = context;
    }

    @Override
    public SyncRounds.Rest look() throws IOException {
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
      return new SyncRounds.Rest(
          Situation.sends(context.source()).written(run.name()),
          run.request.stops() && situation.sourceRuns());
    }

    @Override
    public void carry(RoundMeter meter) throws IOException {
      Situation.sends(context.source()).sync(run.name(), new SendProgress(meter));
    }
  }
}
