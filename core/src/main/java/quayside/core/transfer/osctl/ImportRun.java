package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Container;
import quayside.core.operation.StepContext;

/** What the steps of one import tell each other, and what it writes down. */
final class ImportRun {
  /** Noted when something may be left on the node. */
  static final String BEGUN = "begun";

  /** Noted when the archive was read and checked: its size and time. */
  static final String VERIFIED = "verified";

  /** Noted before the node is asked to make the container of the uploaded archive. */
  static final String IMPORTING = "importing";

  /** Noted when the container is there; {@code no} when it was removed again. */
  static final String MADE = "made";

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

  /** Tells this state of the file from another. */
  String stamp() throws IOException {
    return Files.size(errand.file()) + ":" + Files.getLastModifiedTime(errand.file()).toMillis();
  }

  static boolean yes(StepContext context, String note) {
    return context.noted(note).equals(Optional.of("yes"));
  }

  /** The container is there no more. */
  static void unmade(StepContext context) {
    if (yes(context, MADE)) {
      context.note(MADE, "no");
    }
    if (yes(context, IMPORTING)) {
      context.note(IMPORTING, "no");
    }
  }

  boolean made(StepContext context) {
    return yes(context, MADE);
  }

  /** The container on the node; empty if it is not there, or the node does not show it. */
  Optional<Container> look(StepContext context) throws IOException {
    return errand.pool().isEmpty() ? Optional.empty() : Ends.show(context.target(), errand.name());
  }
}
