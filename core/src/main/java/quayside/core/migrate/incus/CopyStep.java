package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Makes a whole copy on the target; undoing it removes that again. */
final class CopyStep implements Step {
  private final Run run;

  CopyStep(Run run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "rootfs";
  }

  @Override
  public void run(StepContext context) throws IOException {
    boolean old = run.stage == Situation.Stage.THERE && !context.committed();
    if (run.job.live() || (run.stage != Situation.Stage.NOTHING && !old)) {
      return;
    }
    if (run.job.refreshes()) {
      run.putAside(context);
    }
    Situation before = run.look(context);
    long expected = context.source().show(run.job.here()).disk().orElse(0);
    var meter = RoundMeter.of(context, "rootfs", expected);
    if (!before.sourceRuns()) {
      run.copiedAtRest = java.util.Optional.of(before.lastUsed());
    }
    run.policy.copied(new Writes(run).copy(context, meter), meter.took());
    run.mark(context, Mark.of(run.job, Mark.Stage.COPIED));
    run.look(context);
    if (run.stage != Situation.Stage.COPIED) {
      throw Run.problem(
          "copy-lost",
          "The copy is not there",
          "Both servers said that everything was copied, but %s does not show the copy. Nothing was"
                  .formatted(run.request.target())
              + " switched over.",
          "Look at both nodes, then continue or cancel.");
    }
  }

  @Override
  public void undo(StepContext context) throws IOException {
    new TakeBack(run.job).run(context);
  }
}
