package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.List;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;

/** The steps between Incus and LXD servers. */
final class IncusRecipe implements Recipe {
  @Override
  public String name() {
    return Job.RECIPE;
  }

  @Override
  public Plan plan(Order order) {
    var run = new Run(Job.of(order));
    return new Plan(
        List.of(
            new CheckStep(run),
            new CopyStep(run),
            new SyncStep(run),
            new SwitchStep(run),
            new VerifyStep(run),
            new CleanupStep(run)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    Job job = Job.of(context.order());
    Situation now = Situation.look(context, job);
    return new Judge(job).of(now, context.committed(), Autostart.isHeld(context, now));
  }

  @Override
  public String takenBack(Order order) {
    Job job = Job.of(order);
    MoveRequest request = job.request();
    if (job.refreshes()) {
      return "Everything was taken back: “%s” is on %s as before, and on %s “%s” is what it was."
          .formatted(
              request.source().id(), request.source().node(), request.target(), request.targetId());
    }
    return "Everything was taken back: “%s” is on %s as before, and nothing is left on %s."
        .formatted(request.source().id(), request.source().node(), request.target());
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new Judge(Job.of(order)).unknown(committed);
  }
}
