package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.Ends;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Looks where things stand: a fresh start is checked, an old one is picked up or begun anew. */
final class CheckStep implements Step {
  private final Run run;

  CheckStep(Run run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public void run(StepContext context) throws IOException {
    Situation situation = run.look(context);
    if (context.committed() && !run.past() && situation.source().isPresent()) {
      backToRunning(context, situation);
      context.uncommit();
    }
    if (new Aside(run.job).isNeeded(situation) && situation.mark().isEmpty()) {
      context.detail("Bringing back what was put aside by the earlier try");
      new TakeBack(run.job).run(context);
      run.look(context);
    }
    switch (run.stage) {
      case NOTHING -> fresh(context);
      case PARTIAL -> {
        context.detail("Removing the half copy of the earlier try");
        new TakeBack(run.job).run(context);
        run.look(context);
        fresh(context);
      }
      case COPIED, COMPLETE -> {}
      case THERE -> {
        if (!context.committed()) {
          fresh(context); // refuses: the name is taken, unless it is to be refreshed
        }
      }
      case GONE -> throw SyncStep.gone(run);
    }
  }

  /** An earlier run stopped the source and did not get through: it shall run meanwhile. */
  private void backToRunning(StepContext context, Situation situation) throws IOException {
    if (context.sourceRan() && !situation.sourceRuns()) {
      TakeBack.startSource(context, run.job);
    }
  }

  private void fresh(StepContext context) throws IOException {
    var inspection = new Inspection(run.job, Ends.of(context));
    Preflight preflight = inspection.run();
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
    inspection.route().ifPresent(run::goes);
  }
}
