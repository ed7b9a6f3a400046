package quayside.core.migrate.incus;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.Instances;
import quayside.core.migrate.way.files.Doubts;
import quayside.core.migrate.way.files.SftpFiles;
import quayside.core.operation.StepContext;

/**
 * Sees to it that what a round took for copied is read again by the next one, where its time does
 * not prove it: while the container still runs, so that its stop becomes little longer.
 */
final class Doubtful {
  /** Noted: when the round was begun whose doubts were not raised yet, by the source's clock. */
  private static final String SINCE = "round-since";

  private final Run run;

  Doubtful(Run run) {
    this.run = run;
  }

  /** Notes that a round begins. One that was cut off before is reckoned to it. */
  void begin(StepContext context) throws IOException {
    if (run.request.stops() && noted(context).isEmpty()) {
      context.note(SINCE, InstanceServer.of(context.source()).operations().clock().toString());
    }
  }

  private static Optional<Instant> noted(StepContext context) {
    return context.noted(SINCE).filter(time -> !time.isEmpty()).map(Instant::parse);
  }

  /** Changes nothing but times in the copy, which the next round or the last refresh sets right. */
  void raise(StepContext context) throws IOException {
    Optional<Instant> since = noted(context);
    if (since.isEmpty() || run.isAtRest(run.look(context))) {
      return;
    }
    context.patience(context.limits().stall());
    int raised = Listed.tried(context, () -> raise(context, since.get()));
    context.detail("Files to be read again, for they changed meanwhile: " + raised);
    context.note(SINCE, "");
    context.patience(context.limits().answer());
  }

  private int raise(StepContext context, Instant since) throws IOException {
    Instances instances = InstanceServer.of(context.target()).instances();
    Optional<SftpFiles> copy = SftpFiles.of(instances, run.job.there());
    if (copy.isEmpty()) {
      context.detail("The target cannot list files: what changed is told by sizes and times alone");
      return 0;
    }
    try (SftpFiles files = copy.get()) {
      return new Doubts(files, since, context::alive).raise();
    }
  }
}
