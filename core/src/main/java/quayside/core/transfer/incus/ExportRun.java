package quayside.core.transfer.incus;

import java.io.IOException;
import java.time.Duration;
import quayside.core.migrate.way.StopClock;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ExportErrand;
import quayside.core.transfer.way.Interruption;
import quayside.core.transfer.way.Landing;
import quayside.core.transfer.way.Tries;

/** What the steps of one export tell each other, and what it writes down. */
final class ExportRun {
  /** Noted when something may be left. */
  static final String BEGUN = "begun";

  /** Noted when the server is asked to write the backup. */
  static final String PACKING = "packing";

  /** Noted when the backup is ready on the server. */
  static final String PACKED = "packed";

  /** Noted when the unfinished file here is ours: what tells the backup from another one. */
  static final String FETCHING = "fetching";

  final ExportErrand errand;
  final BackupExport.How how;
  final Landing landing;
  final ServerBackup backup;
  boolean packed;

  ExportRun(ExportErrand errand, BackupExport.How how) {
    this.errand = errand;
    this.how = how;
    this.landing = new Landing(errand);
    this.backup = new ServerBackup(errand);
  }

  /** Writes a backup of a container that has so many bytes. */
  @FunctionalInterface
  interface Writing {
    void write(long bytes) throws IOException;
  }

  /** Has a backup written; where it was wished, the container stands still meanwhile. */
  void standing(StepContext context, Writing writing) throws IOException {
    Container now = context.source().show(errand.name());
    long bytes = now.disk().orElse(0);
    if (!errand.request().consistent() || now.state() != ContainerState.RUNNING) {
      writing.write(bytes);
      return;
    }
    try (StopClock clock = StopClock.start(context, errand.source())) {
      stop().stop(context);
      try {
        writing.write(bytes);
      } finally { // what broke the writing may have broken the connection, too
        Tries.run(context, () -> stop().restart(context));
      }
      clock.await(Duration.ofSeconds(1));
      clock.result().ifPresent(context::stopped);
    }
  }

  /** The stop of the container for it. */
  Interruption stop() {
    return new Interruption(
        errand,
        "%s: incus start %s --project %s (on LXD: lxc start)"
            .formatted(errand.node(), errand.id(), errand.source().pool()));
  }
}
