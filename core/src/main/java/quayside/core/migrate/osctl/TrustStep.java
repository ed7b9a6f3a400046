package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Lets the source send this once; undoing it takes that back, after everything else. */
final class TrustStep implements Step {
  private final MoveRun run;
  private final OnceKey key;

  TrustStep(MoveRun run, OnceKey key) {
    this.run = run;
    this.key = key;
  }

  @Override
  public String name() {
    return "trust";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.stage == Situation.Stage.NOTHING) { // a send that is open has its key in use
      key.authorise(context);
    }
  }

  @Override
  public void undo(StepContext context) throws IOException {
    key.remove(context);
  }
}
