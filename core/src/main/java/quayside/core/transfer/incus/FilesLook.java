package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import quayside.core.archive.backup.BackupIndex.Settings;
import quayside.core.archive.zfs.FileView;
import quayside.core.driver.InstanceServer;
import quayside.core.migrate.way.files.ArchiveListing;
import quayside.core.migrate.way.files.Comparison;
import quayside.core.migrate.way.files.SftpFiles;
import quayside.core.model.ContainerState;
import quayside.core.model.Instance;
import quayside.core.operation.StepContext;

/** Compares all files of an instance with those of the archive that it was made of. */
record FilesLook(ImportRun run) {
  /** What cannot be explained, a few paths at most; says so where nothing can be compared. */
  List<String> differences(StepContext context, Instance instance, InstanceServer server)
      throws IOException {
    Optional<Settings> settings = run.archive().index().instance();
    if (run.archive().index().optimized() || settings.isEmpty()) {
      context.detail("Files in the storage's own format cannot be compared one by one");
      return List.of();
    }
    Optional<SftpFiles> listing = SftpFiles.of(server.instances(), run.errand.name());
    if (listing.isEmpty()) {
      context.detail("The server cannot list files: settings and snapshots alone were compared");
      return List.of();
    }
    try (SftpFiles there = listing.get()) {
      context.detail("Comparing all files");
      FileView names = run.archive().names(_ -> context.alive());
      var archived = new ArchiveListing(names, settings.get().users(), settings.get().groups());
      boolean runs = instance.state() == ContainerState.RUNNING;
      var comparison = new Comparison(archived, there, false, runs, context::alive);
      List<String> differences = comparison.run();
      context.detail("All %d files were compared".formatted(comparison.files()));
      return differences;
    }
  }
}
