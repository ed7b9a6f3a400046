package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.NodeFiles;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Looks where things stand: a fresh start is checked, an old one is tidied first. */
final class ExportCheckStep implements Step {
  private final ExportRun run;
  private final boolean throughNode;

  ExportCheckStep(ExportRun run, boolean throughNode) {
    this.run = run;
    this.throughNode = throughNode;
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
    run.packed = throughNode && packed(context);
    if (run.packed) {
      return;
    }
    if (context.noted(ExportRun.BEGUN).isPresent()) {
      context.detail("Taking back what was begun");
      new ExportTidy(run.errand).run(context, throughNode);
    }
    Preflight preflight = new ExportChecks(run.errand.request(), throughNode).run(context.source());
    if (!preflight.possible()) {
      throw new MoveRefused(preflight);
    }
    context.note(ExportRun.BEGUN, "yes");
  }

  /** Whether the archive that an earlier run ordered lies on the node as it was then. */
  private boolean packed(StepContext context) throws IOException {
    Optional<String> noted = context.noted(NodeRecipe.PACKED);
    if (noted.isEmpty()) {
      return false;
    }
    String folder = Archiving.of(context.source()).folder(run.errand.source().pool());
    return PackStep.look(context, Traces.nodeFile(run.errand, folder))
        .map(NodeFiles.Facts::toString)
        .equals(noted);
  }
}
