package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.List;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ExportErrand;

/** The steps of an export of a backup. */
final class ExportRecipe implements Recipe {
  static final String NAME = "instance-export-backup";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    var run = new ExportRun(ExportErrand.of(order));
    return new Plan(
        List.of(
            new ExportCheckStep(run),
            new PackStep(run),
            new FetchStep(run),
            new ProveStep(run),
            new NameStep(run)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    return new ExportJudge(new ExportRun(ExportErrand.of(context.order()))).of(context);
  }

  /** A whole archive is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(NameStep.NAME) && Recipe.super.takesBack(step, failure);
  }

  @Override
  public String takenBack(Order order) {
    return new ExportJudge(new ExportRun(ExportErrand.of(order))).takenBack();
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new ExportJudge(new ExportRun(ExportErrand.of(order))).unknown();
  }
}
