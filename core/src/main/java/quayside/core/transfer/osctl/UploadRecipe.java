package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.List;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;

/** The steps of an import by upload. */
final class UploadRecipe implements Recipe {
  static final String NAME = "osctl-import-upload";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    var run = new ImportRun(ImportErrand.of(order));
    var tidy = new UploadTidy(run);
    return new Plan(
        List.of(
            new UndoStep(new ImportCheckStep(run, false, tidy), tidy),
            new ReadStep(run),
            new UploadStep(run),
            new MakeStep(run),
            new SeeStep(run, tidy)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    return new ImportJudge(ImportErrand.of(context.order())).uploaded(context);
  }

  /** A whole container is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(SeeStep.NAME) && Recipe.super.takesBack(step, failure);
  }

  @Override
  public String takenBack(Order order) {
    return new ImportJudge(ImportErrand.of(order)).takenBack();
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new ImportJudge(ImportErrand.of(order)).unknown();
  }
}
