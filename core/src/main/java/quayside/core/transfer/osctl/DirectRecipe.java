package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.List;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ExportErrand;

/** The steps of a direct export. */
final class DirectRecipe implements Recipe {
  static final String NAME = "osctl-export-direct";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    var run = new ExportRun(ExportErrand.of(order));
    return new Plan(
        List.of(
            new ExportCheckStep(run, false),
            new SnapshotStep(run),
            new CopyStep(run),
            new StopStep(run),
            new IncrementStep(run),
            new ProveStep(run, false),
            new NameStep(run, false)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    return new ExportJudge(ExportErrand.of(context.order()), false).of(context);
  }

  /** A stream cannot be continued, so whatever fails; but a whole archive is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(NameStep.NAME);
  }

  @Override
  public String takenBack(Order order) {
    return new ExportJudge(ExportErrand.of(order), false).takenBack();
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new ExportJudge(ExportErrand.of(order), false).unknown();
  }
}
