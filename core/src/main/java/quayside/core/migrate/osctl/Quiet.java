package quayside.core.migrate.osctl;

import quayside.core.driver.NativeSend;
import quayside.core.operation.StepContext;

/**
 * Passes the node's words on and takes its bytes as a sign of life only.
 *
 * @param context of the step
 */
record Quiet(StepContext context) implements NativeSend.Listener {
  @Override
  public void update(String text) {
    context.detail(text);
  }

  @Override
  public void bytes(long done, long total) {
    context.alive();
  }
}
