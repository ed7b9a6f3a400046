package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Container;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportNotes;

/** What the steps of one import tell each other, and what it writes down. */
final class ImportRun {
  /** Noted before the node is asked to stage it; {@code no} when it said no, or it is gone. */
  static final String STAGING = "staging";

  /** Noted when a container was staged: how the node names it until it is finished. */
  static final String TOKEN = "token";

  final ImportErrand errand;
  private @Nullable ExportArchive archive;

  ImportRun(ImportErrand errand) {
    this.errand = errand;
  }

  /** The archive, its headers read once. */
  ExportArchive archive() throws IOException {
    ExportArchive known = archive;
    if (known == null) {
      known = ExportArchive.read(errand.file());
      archive = known;
    }
    return known;
  }

  boolean made(StepContext context) {
    return ImportNotes.yes(context, ImportNotes.MADE);
  }

  /** The container on the node; empty if it is not there, or the node does not show it. */
  Optional<Container> look(StepContext context) throws IOException {
    return errand.pool().isEmpty() ? Optional.empty() : Ends.show(context.target(), errand.name());
  }
}
