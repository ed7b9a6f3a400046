package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/**
 * Looks where things stand: a fresh start is checked, what is left of an old one is used or
 * removed.
 */
final class ExportCheckStep implements Step {
  private final ExportRun run;

  ExportCheckStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public void run(StepContext context) throws IOException {
    run.landing.look(context);
    if (run.landing.copied()) {
      return;
    }
    run.packed =
        context.noted(ExportRun.PACKED).isPresent()
            && run.backup.isThere(InstanceServer.of(context.source()));
    if (run.packed) {
      return;
    }
    if (context.noted(ExportRun.BEGUN).isPresent()) {
      context.detail("Taking back what was begun");
      PackStep.takeBack(run, context);
      run.landing.discard();
    }
    Preflight preflight = new ExportChecks(run.errand.request(), run.how).run(context.source());
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
    context.note(ExportRun.BEGUN, "yes");
  }
}
