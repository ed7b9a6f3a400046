package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.archive.osctl.ExportMetadata;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.Finding;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.ImportRequest;

/** Does what the fix of a finding says. */
final class ImportFixes {
  private final ImportRequest request;

  ImportFixes(ImportRequest request) {
    this.request = request;
  }

  void apply(Finding.Fix fix, ContainerDriver driver) throws IOException {
    if (!fix.id().equals(ImportChecks.DELETE_STAGED)) {
      throw new ProblemException(
          "wrong-input", "Unknown fix", "There is no fix “" + fix.id() + "”.", "");
    }
    String id =
        request
            .options()
            .asId()
            .or(() -> archived(request))
            .orElseThrow(() ->
                new ProblemException("id-missing", "No id", "The archive names no container.", ""));
    for (Container container : driver.list()) {
      boolean meant =
          container.ref().id().equals(id)
              && request.options().pool().map(container.ref().pool()::equals).orElse(true);
      if (meant && container.state() == ContainerState.STAGED) {
        driver.act(container.ref().onNode(), ContainerAction.DELETE);
      }
    }
  }

  private static java.util.Optional<String> archived(ImportRequest request) {
    try {
      return ExportArchive.read(request.file()).metadata().flatMap(ExportMetadata::container);
    } catch (IOException _) {
      return java.util.Optional.empty();
    }
  }
}
