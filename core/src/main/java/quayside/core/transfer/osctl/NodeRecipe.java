package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.List;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ExportErrand;

/** The steps of an export through the node's disk. */
final class NodeRecipe implements Recipe {
  static final String NAME = "osctl-export-node";

  /** Noted when the node is asked to write the archive. */
  static final String PACKING = "packing";

  /** Noted when the archive is ready on the node: its size, time and number. */
  static final String PACKED = "packed";

  /** Noted before: names of the snapshots that were there, by spaces. */
  static final String BEFORE = "before";

  /** Noted when the unfinished file here is ours. */
  static final String FETCHING = "fetching";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    var run = new ExportRun(ExportErrand.of(order));
    return new Plan(
        List.of(
            new ExportCheckStep(run, true),
            new PackStep(run),
            new FetchStep(run),
            new ProveStep(run, true),
            new NameStep(run, true)));
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    return new ExportJudge(ExportErrand.of(context.order()), true).of(context);
  }

  /** A whole archive is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(NameStep.NAME) && Recipe.super.takesBack(step, failure);
  }

  @Override
  public String takenBack(Order order) {
    return new ExportJudge(ExportErrand.of(order), true).takenBack();
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    return new ExportJudge(ExportErrand.of(order), true).unknown();
  }
}
