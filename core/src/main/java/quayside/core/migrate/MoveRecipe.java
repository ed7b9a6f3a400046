package quayside.core.migrate;

import java.io.IOException;
import java.util.List;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;

/** How vpsAdminOS nodes move and clone: the steps of osctl's send, driven one by one. */
final class MoveRecipe implements Recipe {
  @Override
  public Plan plan(Order order) {
    var run = new MoveRun(RequestJson.request(order));
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
    MoveRequest request = RequestJson.request(context.order());
    return new Judge(request).of(Situation.look(context, request), context.committed());
  }

  @Override
  public String takenBack(Order order) {
    MoveRequest request = RequestJson.request(order);
    return "Everything was taken back: “%s” is on %s as before, and nothing is left on %s."
        .formatted(request.source().id(), request.source().node(), request.target());
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new Judge(RequestJson.request(order)).unknown(committed);
  }
}
