package quayside.gui.archives;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.TextTable;
import quayside.gui.fx.Texts;

/** Chooses the folders that are looked into. */
final class FoldersDialog {
  private FoldersDialog() {}

  static void open(ArchivesViewModel model, ArchiveDesk desk, Overlay overlay) {
    var table =
        new TextTable<Path>("folders", Texts.get("folders.title"), Texts.get("folders.empty"))
            .column("folders.path", 480, Path::toString);
    table.always(
        "folders.add",
        Feather.PLUS,
        () ->
            desk.picker()
                .folder(Texts.get("folders.add"), model.folders().get().getFirst())
                .ifPresent(folder -> {
                  model.include(folder);
                  table.show(model.folders().get());
                }));
    table.button(
        "folders.remove",
        Feather.X,
        _ -> true,
        folder -> {
          List<Path> left = new ArrayList<>(model.folders().get());
          left.remove(folder);
          model.choose(left);
          table.show(model.folders().get());
        });
    table.show(model.folders().get());
    table.setPrefHeight(220);
    Question.ask(
        overlay,
        Texts.get("folders.title"),
        Texts.get("folders.sentence", desk.folder()),
        List.of(Icons.styled(table, "work", "bare")),
        List.of(),
        () -> {});
  }
}
