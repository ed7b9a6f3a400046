package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.List;
import quayside.core.archive.osctl.StreamProof;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;
import quayside.core.transfer.Imports;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportWords;
import quayside.core.transfer.way.ReadStep;
import quayside.core.transfer.way.UndoStep;

/** The steps of an import that is handed in through the restricted shell. */
final class PushRecipe implements Recipe {
  static final String NAME = "osctl-import-push";

  private final Imports.Desk desk;

  PushRecipe(Imports.Desk desk) {
    this.desk = desk;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    var run = new ImportRun(ImportErrand.of(order));
    var door = new Door(run, desk);
    var tidy = new PushTidy(run, door);
    return new Plan(
        List.of(
            new UndoStep(new ImportCheckStep(run, true, tidy), tidy),
            new ReadStep(run.errand, progress -> StreamProof.check(run.archive(), progress)),
            new StageStep(run, door),
            new HandInStep(run, door),
            new SeeStep(run, tidy)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    return new ImportJudge(ImportErrand.of(context.order())).pushed(context);
  }

  /** A stream cannot be continued, so whatever fails; but a whole container is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(SeeStep.NAME);
  }

  @Override
  public String takenBack(Order order) {
    return new ImportWords(ImportErrand.of(order)).takenBack();
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new ImportWords(ImportErrand.of(order)).unknown();
  }
}
