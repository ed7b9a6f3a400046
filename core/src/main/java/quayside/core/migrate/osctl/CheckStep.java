package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.Ends;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Looks where things stand: a fresh start is checked, an old one is picked up or begun anew. */
final class CheckStep implements Step {
  private final MoveRun run;

  CheckStep(MoveRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public void run(StepContext context) throws IOException {
    Ends _ = Ends.of(context); // both are connected at the same time
    if (context.committed()) {
      Situation settled = new Settle(run).after(context, context.sourceRan());
      if (!settled.stage().equals(Situation.Stage.SWITCHED)
          && !settled.stage().equals(Situation.Stage.THERE)) {
        context.uncommit();
      }
    }
    Situation situation = run.look(context);
    switch (run.stage) {
      case NOTHING -> fresh(context);
      case CONFIGURED, COPIED -> resume(context, situation);
      case SWITCHED -> {}
      case THERE -> {
        if (!context.committed()) {
          fresh(context); // refuses: the id is taken
        }
      }
      case LEFTOVER, UNCLEAR -> startOver(context);
    }
  }

  private void fresh(StepContext context) throws IOException {
    Preflight preflight = new Inspection(run.errand, Ends.of(context)).run();
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
  }

  private void resume(StepContext context, Situation situation) throws IOException {
    boolean copying =
        run.stage == Situation.Stage.CONFIGURED
            && situation.sourceLog().map(l -> !l.snapshots().isEmpty()).orElse(false);
    boolean half =
        run.stage == Situation.Stage.COPIED
            && !Arrival.look(context, run, situation).missing().isEmpty();
    if (copying || half || !situation.complete()) {
      startOver(context); // the node cannot repeat a round that broke off
    }
  }

  private void startOver(StepContext context) throws IOException {
    context.detail("Taking back what was begun");
    new TakeBack(run.request).run(context);
    run.look(context);
    fresh(context);
  }
}
