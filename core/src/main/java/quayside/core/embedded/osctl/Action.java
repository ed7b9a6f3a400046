package quayside.core.embedded.osctl;

import java.io.IOException;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** What a command does. */
interface Action {
  void run(Invocation run) throws OsctldError, UsageException, CommandFailed, IOException;
}
