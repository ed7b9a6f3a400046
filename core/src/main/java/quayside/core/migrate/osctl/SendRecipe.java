package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;

/** The steps of osctl's send, driven one by one. */
final class SendRecipe implements Recipe {
  static final String NAME = "osctl";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    var run = new MoveRun(Errand.of(order));
    return new Plan(
        List.of(
            new CheckStep(run),
            new ConfigStep(run),
            new RootfsStep(run),
            new SyncStep(run),
            new SwitchStep(run),
            new VerifyStep(run),
            new CleanupStep(run)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    MoveRequest request = Errand.of(context.order()).request();
    return new Judge(request).of(Situation.look(context, request), context.committed());
  }

  @Override
  public String takenBack(Order order) {
    MoveRequest request = Errand.of(order).request();
    return "Everything was taken back: “%s” is on %s as before, and nothing is left on %s."
        .formatted(request.source().id(), request.source().node(), request.target());
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new Judge(Errand.of(order).request()).unknown(committed);
  }
}
