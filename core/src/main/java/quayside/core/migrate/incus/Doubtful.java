package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.Instances;
import quayside.core.migrate.way.files.Doubts;
import quayside.core.migrate.way.files.SftpFiles;
import quayside.core.operation.StepContext;

/**
 * Sees to it that the last refresh reads each file again that was changed since the copying began;
 * while the container still runs, so that its stop becomes no longer by looking for them.
 */
final class Doubtful {
  /** Noted: when the first copy was begun, by the source's clock. */
  private static final String SINCE = "copying-since";

  private static final int TRIES = 3;

  private final Run run;

  Doubtful(Run run) {
    this.run = run;
  }

  /** Notes that a copy is begun. */
  static void begin(StepContext context) throws IOException {
    context.note(SINCE, Job.server(context.source()).operations().clock().toString());
  }

  /** Changes nothing but times in the copy, which the last refresh sets right. */
  void raise(StepContext context) throws IOException {
    Instant since = context.noted(SINCE).map(Instant::parse).orElse(Instant.EPOCH);
    for (int i = 1; true; i++) {
      try {
        raise(context, since);
        return;
      } catch (DriverException.Rejected e) {
        if (i == TRIES) { // a server refuses to list while it still ends something
          throw e;
        }
        context.detail("Not listed yet: " + e.getMessage());
        context.pause(context.limits().poll());
      }
    }
  }

  private void raise(StepContext context, Instant since) throws IOException {
    Instances instances = Job.server(context.target()).instances();
    Optional<SftpFiles> copy = SftpFiles.of(instances, run.job.there());
    if (copy.isEmpty()) {
      context.detail("The target cannot list files: what changed is told by sizes and times alone");
      return;
    }
    try (SftpFiles files = copy.get()) {
      int raised = new Doubts(files, since, context::alive).raise();
      context.detail("The last refresh will read %d files that were changed".formatted(raised));
    }
  }
}
