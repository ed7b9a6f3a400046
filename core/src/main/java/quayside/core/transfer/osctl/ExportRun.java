package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import quayside.core.archive.PartFile;
import quayside.core.driver.NativeArchives;
import quayside.core.operation.StepContext;

/** What the steps of one export tell each other, and what it writes down. */
final class ExportRun {
  /** Noted when something may be left. */
  static final String BEGUN = "begun";

  /** Noted before the container is stopped; {@code no} when it runs again. */
  static final String STOPPING = "stopping";

  /** Noted when the unfinished file was read back: its checksum and size. */
  static final String PROVEN = "proven";

  /** Noted when the file has its name. */
  static final String NAMED = "named";

  final ExportErrand errand;
  List<NativeArchives.Volume> volumes = List.of();
  boolean ranConsistent;

  /** Bytes of the unfinished file that were written so far. */
  long written;

  boolean packed;
  boolean copied;
  boolean named;

  ExportRun(ExportErrand errand) {
    this.errand = errand;
  }

  /** How far an earlier run of this operation got. */
  void look(StepContext context) throws IOException {
    Path part = PartFile.of(errand.file());
    named = context.noted(NAMED).isPresent() && Files.exists(errand.file()) && !Files.exists(part);
    Optional<String> proven = context.noted(PROVEN);
    copied =
        named
            || (proven.isPresent()
                && Files.exists(part)
                && proven.get().endsWith(":" + Files.size(part)));
  }
}
