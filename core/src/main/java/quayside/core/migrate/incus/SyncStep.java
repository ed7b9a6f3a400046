package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.SyncRounds;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Refreshes the copy while the source runs, again and again, until the rest is small. */
final class SyncStep implements Step {
  private final Run run;

  SyncStep(Run run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (!run.past() && !run.job.live() && run.job.snapshot().isEmpty()) {
      var doubtful = new Doubtful(run);
      doubtful.raise(context); // those of a round that was cut off
      new SyncRounds(context, run.request.options().switchOver(), run.policy)
          .run(new Rounds(context));
      doubtful.begin(context); // the last refresh may be cut off, and the source run on
    }
  }

  /**
   * A round is a refresh. The servers do not tell what was written since the last one, so that is
   * judged by what the last one carried and how long ago it began.
   */
  private final class Rounds implements SyncRounds.Carrier {
    private final StepContext context;
    private long carried;
    private long began;
    private long gathered;

    Rounds(StepContext context) {
      this.context = context;
      this.began = System.nanoTime();
    }

    @Override
    public SyncRounds.Rest look() throws IOException {
      Situation situation = run.look(context);
      if (situation.stage() != Situation.Stage.COPIED || situation.source().isEmpty()) {
        throw gone(run);
      }
      boolean stops = run.request.stops() && situation.sourceRuns();
      if (run.isAtRest(situation)) {
        return new SyncRounds.Rest(0, false);
      }
      return new SyncRounds.Rest(Math.max(1, rest()), stops);
    }

    private long rest() {
      return gathered == 0
          ? carried
          : (long) ((double) carried * (System.nanoTime() - began) / gathered);
    }

    @Override
    public void carry(RoundMeter meter) throws IOException {
      long now = System.nanoTime();
      carried = new Writes(run).round(context, meter);
      gathered = now - began;
      began = now;
    }
  }

  static IOException gone(Run run) {
    return Run.problem(
        "copy-gone",
        "The copy is gone",
        "Somebody or something removed “%s” from %s or its copy from %s meanwhile. Nothing was"
                .formatted(
                    run.request.source().id(), run.request.source().node(), run.request.target())
            + " switched over.",
        "Look at both nodes, then continue or cancel.");
  }
}
