package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.Step;
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
    var steps = new ArrayList<Step>();
    steps.add(new CheckStep(run));
    Optional<OnceKey> key = OnceKey.of(run.errand);
    key.ifPresent(once -> steps.add(new TrustStep(run, once)));
    steps.addAll(
        List.of(
            new ConfigStep(run),
            new RootfsStep(run),
            new SyncStep(run),
            new SwitchStep(run),
            new VerifyStep(run)));
    key.ifPresent(once -> steps.add(new UntrustStep(once)));
    steps.add(new CleanupStep(run));
    return new Plan(List.copyOf(steps));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    Errand errand = Errand.of(context.order());
    Situation now = Situation.look(context, errand.request());
    Judgement judged = new Judge(errand.request()).of(now, context.committed());
    Optional<OnceKey> key = OnceKey.of(errand);
    return key.isPresent() ? key.get().judged(context, now, judged) : judged;
  }

  @Override
  public String takenBack(Order order) {
    MoveRequest request = Errand.of(order).request();
    return "Everything was taken back: “%s” is on %s as before, and nothing is left on %s."
        .formatted(request.source().id(), request.source().node(), request.target());
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    Errand errand = Errand.of(order);
    Judgement judged = new Judge(errand.request()).unknown(committed);
    return OnceKey.of(errand).map(key -> key.unknown(judged)).orElse(judged);
  }
}
