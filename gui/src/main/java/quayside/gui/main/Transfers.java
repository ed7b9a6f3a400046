package quayside.gui.main;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import quayside.core.model.ContainerRef;
import quayside.core.problem.Problem;
import quayside.gui.archives.ArchivesPage;
import quayside.gui.archives.inside.InsideView;
import quayside.gui.archives.inside.InsideViewModel;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;
import quayside.gui.migrate.DropPreview;
import quayside.gui.transfer.ExportDialog;
import quayside.gui.transfer.ImportDialog;

/** What leads from containers to archives and back: dialogs, drops, and opening an archive. */
final class Transfers implements ArchivesPage.Actions {
  private final MainViewModel model;
  private final Overlay overlay;
  private final Consumer<Problem> failed;
  private final ArchivesPage page;

  Transfers(MainViewModel model, Overlay overlay, Consumer<Problem> failed) {
    this.model = model;
    this.overlay = overlay;
    this.failed = failed;
    page = new ArchivesPage(model.archives(), model.archiveDesk(), overlay, this);
  }

  /** The page of archives. */
  ArchivesPage page() {
    return page;
  }

  /** Asks how containers become archives. */
  void export(List<ContainerRef> refs) {
    if (!refs.isEmpty()) {
      ExportDialog.open(model.export(refs), overlay);
    }
  }

  @Override
  public void exportDragged() {
    export(model.dragged());
  }

  @Override
  public void importing(List<Path> files) {
    importing(files, "");
  }

  /** Asks how archives become containers on a node; the node may be empty. */
  void importing(List<Path> files, String node) {
    if (!files.isEmpty()) {
      List<String> nodes = model.nodes();
      String chosen = node.isEmpty() && nodes.size() == 1 ? nodes.getFirst() : node;
      ImportDialog.open(model.importing(files, chosen), overlay, nodes);
    }
  }

  /** Asks which archives, then how they become containers on a node. */
  void importInto(String node) {
    var desk = model.transferDesk();
    importing(desk.picker().open(Texts.get("import.choose", node), desk.importFolder()), node);
  }

  /** What to show while files are held over a node. */
  DropPreview.Hint hint(String node, List<Path> files) {
    List<Path> archives = ArchivesPage.archives(files);
    if (archives.isEmpty()) {
      return new DropPreview.Hint(
          DropPreview.Verdict.REFUSED,
          Texts.get("hint.files", node),
          List.of(),
          Texts.get("hint.noarchive"));
    }
    String what =
        archives.size() == 1
            ? archives.getFirst().getFileName() + ""
            : Texts.get("import.many", archives.size());
    return new DropPreview.Hint(
        DropPreview.Verdict.POSSIBLE,
        Texts.get("hint.import", what, node),
        List.of(),
        Texts.get("hint.import.asked"));
  }

  /** Files were dropped onto a node. */
  void dropped(String node, List<Path> files) {
    importing(ArchivesPage.archives(files), node);
  }

  @Override
  public void open(Path file) {
    InsideViewModel inside = model.inside(file);
    Runnable back =
        () -> {
          page.back();
          inside.close();
        };
    var view = new InsideView(inside, model.archiveDesk().picker(), overlay, back, failed);
    page.inside(view, view::focus);
    inside.inspect();
  }

  @Override
  public void failed(Problem problem) {
    failed.accept(problem);
  }
}
