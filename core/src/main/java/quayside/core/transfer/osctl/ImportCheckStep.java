package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportNotes;
import quayside.core.transfer.way.ImportTidy;

/** Looks where things stand: a fresh start is checked, an old one is picked up or taken back. */
final class ImportCheckStep implements Step {
  private final ImportRun run;
  private final boolean pushed;
  private final ImportTidy tidy;

  ImportCheckStep(ImportRun run, boolean pushed, ImportTidy tidy) {
    this.run = run;
    this.pushed = pushed;
    this.tidy = tidy;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.made(context)) {
      return;
    }
    if (context.noted(ImportNotes.BEGUN).isPresent()) {
      context.detail("Taking back what was half made");
      tidy.container(context);
    }
    Preflight preflight = new ImportChecks(run.errand.request(), pushed).run(context.target());
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
    context.note(ImportNotes.BEGUN, "yes");
  }
}
