package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.incus.BackupExport.How;
import quayside.core.transfer.way.ExportErrand;

/** The steps of an export of a backup. */
record ExportRecipe(How how) implements Recipe {
  @Override
  public String name() {
    return how.recipe;
  }

  @Override
  public Plan plan(Order order) {
    ExportRun run = run(order);
    List<Step> bringing =
        how == How.KEPT
            ? List.of(new PackStep(run), new FetchStep(run))
            : List.of(new StreamStep(run));
    var steps = new ArrayList<Step>();
    steps.add(new ExportCheckStep(run));
    steps.addAll(bringing);
    steps.add(new ProveStep(run));
    steps.add(new NameStep(run));
    return new Plan(steps);
  }

  private ExportRun run(Order order) {
    return new ExportRun(ExportErrand.of(order), how);
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    return new ExportJudge(run(context.order())).of(context);
  }

  /** A whole archive is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(NameStep.NAME) && Recipe.super.takesBack(step, failure);
  }

  @Override
  public String takenBack(Order order) {
    return new ExportJudge(run(order)).takenBack();
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new ExportJudge(run(order)).unknown();
  }
}
