package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.driver.DriverException;
import quayside.core.migrate.way.Beside;
import quayside.core.operation.StepContext;

/**
 * Looks at the files of an instance: a server refuses that while it still ends its last listing.
 */
final class Listed {
  private static final int TRIES = 3;

  private Listed() {}

  static <T> T tried(StepContext context, Beside.Work<T> look) throws IOException {
    for (int i = 1; true; i++) {
      try {
        return look.run();
      } catch (DriverException.Rejected e) {
        if (i == TRIES) {
          throw e;
        }
        context.detail("Not listed yet: " + e.getMessage());
      }
      context.pause(context.limits().poll());
    }
  }
}
