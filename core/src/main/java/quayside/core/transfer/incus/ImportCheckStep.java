package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportNotes;

/** Looks where things stand: a fresh start is checked, an old one is picked up or taken back. */
record ImportCheckStep(ImportRun run) implements Step {
  @Override
  public String name() {
    return "check";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (ImportNotes.yes(context, ImportNotes.MADE)) {
      return;
    }
    if (context.noted(ImportNotes.BEGUN).isPresent()) {
      context.detail("Taking back what was half made");
      new Arrival(run).container(context);
    }
    Preflight preflight = new ImportChecks(run.errand.request()).run(context.target());
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
    context.note(ImportNotes.BEGUN, "yes");
  }
}
