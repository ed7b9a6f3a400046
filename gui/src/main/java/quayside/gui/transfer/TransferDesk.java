package quayside.gui.transfer;

import java.nio.file.Path;
import java.time.Clock;
import quayside.core.transfer.Exports;
import quayside.core.transfer.Imports;
import quayside.gui.fx.Picker;
import quayside.gui.fx.Remembered;

/**
 * What the dialogs of exports and imports work with.
 *
 * @param exports out of nodes
 * @param imports into nodes
 * @param memory remembers folders
 * @param folder where archives go unless another was chosen
 * @param picker asks for files
 * @param clock of the computer, for names of files
 */
public record TransferDesk(
    Exports exports, Imports imports, Remembered memory, Path folder, Picker picker, Clock clock) {
  private static final String EXPORTS = "export.folder";
  private static final String IMPORTS = "import.folder";

  /** Where the last archive was put. */
  Path exportFolder() {
    return memory.get(EXPORTS).map(Path::of).orElse(folder);
  }

  void exportedTo(Path into) {
    memory.put(EXPORTS, into.toString());
  }

  /** Where the last archive was taken from. */
  public Path importFolder() {
    return memory.get(IMPORTS).map(Path::of).orElse(exportFolder());
  }

  /** Remembers it. */
  public void importedFrom(Path file) {
    Path from = file.toAbsolutePath().getParent();
    if (from != null) {
      memory.put(IMPORTS, from.toString());
    }
  }
}
