package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.backup.BackupArchive;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.DriverException;
import quayside.core.model.Instance;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportErrand;

/** What the steps of one import tell each other. */
final class ImportRun {
  final ImportErrand errand;
  private @Nullable BackupArchive archive;

  ImportRun(ImportErrand errand) {
    this.errand = errand;
  }

  /** The archive's beginning, read once. */
  BackupArchive archive() throws IOException {
    BackupArchive known = archive;
    if (known == null) {
      known = BackupArchive.read(errand.file());
      archive = known;
    }
    return known;
  }

  /** The instance of that name on the server; empty if there is none. */
  Optional<Instance> look(StepContext context) throws IOException {
    try {
      return Optional.of(InstanceServer.of(context.target()).instances().get(errand.name()));
    } catch (DriverException.NotFound _) {
      return Optional.empty();
    }
  }
}
