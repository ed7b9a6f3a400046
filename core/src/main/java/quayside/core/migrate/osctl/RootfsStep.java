package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.List;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Copies the whole root file system. */
final class RootfsStep implements Step {
  private final MoveRun run;

  RootfsStep(MoveRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "rootfs";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.past()) {
      return;
    }
    List<NativeSend.Dataset> datasets = Situation.sends(context.source()).datasets(run.name());
    run.datasets = datasets.stream().map(NativeSend.Dataset::name).toList();
    if (run.stage == Situation.Stage.COPIED) {
      return;
    }
    long expected = datasets.stream().mapToLong(NativeSend.Dataset::used).sum();
    context.patience(context.limits().stall());
    var meter = RoundMeter.of(context, "rootfs", expected);
    Situation.sends(context.source()).rootfs(run.name(), new SendProgress(meter));
    run.policy.copied(meter.finish(), meter.took());
    context.patience(context.limits().answer());
    run.look(context);
    if (run.stage != Situation.Stage.COPIED) {
      throw MoveRun.problem(
          "copy-lost",
          "The copy is not there",
          "The source said that everything was copied, but the nodes do not show an open send"
              + " with a staged copy. Nothing was switched over.",
          "Look at both nodes, then continue or cancel.");
    }
  }
}
