package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.List;
import quayside.core.archive.backup.BackupProof;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportWords;
import quayside.core.transfer.way.ReadStep;
import quayside.core.transfer.way.UndoStep;

/** The steps of an import of a backup. */
final class ImportRecipe implements Recipe {
  static final String NAME = "instance-import-backup";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    var run = new ImportRun(ImportErrand.of(order));
    return new Plan(
        List.of(
            new UndoStep(new ImportCheckStep(run), new Arrival(run)),
            new ReadStep(
                run.errand,
                progress -> {
                  byte[] _ = BackupProof.of(run.errand.file(), progress);
                }),
            new MakeStep(run),
            new SeeStep(run)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    var run = new ImportRun(ImportErrand.of(context.order()));
    return new ImportWords(run.errand)
        .of(context, "Continuing begins anew.", new Arrival(run).left(context));
  }

  /** A whole instance is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(SeeStep.NAME) && Recipe.super.takesBack(step, failure);
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
