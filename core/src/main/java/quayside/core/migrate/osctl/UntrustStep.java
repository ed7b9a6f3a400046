package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** The container has arrived: looks that its key for one use is gone, and removes it if not. */
final class UntrustStep implements Step {
  private final OnceKey key;

  UntrustStep(OnceKey key) {
    this.key = key;
  }

  @Override
  public String name() {
    return "untrust";
  }

  @Override
  public void run(StepContext context) throws IOException {
    key.remove(context);
  }
}
