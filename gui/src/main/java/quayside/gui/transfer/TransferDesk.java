package quayside.gui.transfer;

import java.nio.file.Path;
import java.time.Clock;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.transfer.Exports;
import quayside.core.transfer.Imports;
import quayside.gui.fx.Picker;
import quayside.gui.fx.Remembered;

/**
 * What the dialogs of exports and imports work with.
 *
 * @param fleet tells of which kind a node is
 * @param exports out of nodes
 * @param imports into nodes
 * @param memory remembers folders
 * @param folder where archives go unless another was chosen
 * @param picker asks for files
 * @param clock of the computer, for names of files
 */
public record TransferDesk(
    Fleet fleet,
    Exports exports,
    Imports imports,
    Remembered memory,
    Path folder,
    Picker picker,
    Clock clock) {
  private static final String EXPORTS = "export.folder";
  private static final String IMPORTS = "import.folder";

  /** The kind of a node; one that is not in the book can be told nothing special. */
  Platform platform(String node) {
    return fleet.nodes().stream()
        .map(NodeView::node)
        .filter(known -> known.name().equals(node))
        .map(Node::platform)
        .findFirst()
        .orElse(Platform.VPSADMINOS);
  }

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
