package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeReceive;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Tells the node what comes: it makes user, group and empty datasets. */
final class StageStep implements Step {
  private final ImportRun run;
  private final Door door;

  StageStep(ImportRun run, Door door) {
    this.run = run;
    this.door = door;
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.made(context)) {
      return;
    }
    door.close(context); // of an earlier try
    door.open(context);
    context.patience(context.limits().stall());
    Optional<String> pool = Optional.of(run.errand.pool()).filter(name -> !name.isEmpty());
    byte[] skel = new Skel(run, context).bytes();
    NativeReceive receive = door.enter(context);
    context.note(ImportRun.STAGING, "yes");
    try {
      String token =
          receive.stage(pool.or(() -> run.errand.options().pool()), run.errand.id(), skel);
      context.note(ImportRun.TOKEN, token);
    } catch (DriverException.Rejected e) {
      context.note(ImportRun.STAGING, "no"); // whoever has the id is not ours
      throw e;
    }
    context.patience(context.limits().answer());
  }
}
