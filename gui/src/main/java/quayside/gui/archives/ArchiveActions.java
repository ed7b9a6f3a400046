package quayside.gui.archives;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import quayside.core.archive.Difference;
import quayside.core.archive.Remark;
import quayside.core.problem.Problem;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;

/**
 * What a person can do with the chosen archives, with the questions and answers that go with it.
 */
final class ArchiveActions {
  private static final int CHOSEN_TO_COMPARE = 2;

  private final ArchivesViewModel model;
  private final ArchiveDesk desk;
  private final Overlay overlay;
  private final Consumer<Path> opening;
  private final Consumer<List<Path>> importing;
  private final Consumer<Problem> failed;

  ArchiveActions(
      ArchivesViewModel model,
      ArchiveDesk desk,
      Overlay overlay,
      Consumer<Path> opening,
      Consumer<List<Path>> importing,
      Consumer<Problem> failed) {
    this.model = model;
    this.desk = desk;
    this.overlay = overlay;
    this.opening = opening;
    this.importing = importing;
    this.failed = failed;
  }

  private List<ArchiveRow> readable() {
    return model.chosen().get().stream().filter(ArchiveRow::readable).toList();
  }

  boolean canOpen() {
    return readable().size() == 1;
  }

  void open() {
    if (canOpen()) {
      opening.accept(readable().getFirst().file());
    }
  }

  boolean canVerify() {
    return !readable().isEmpty();
  }

  void verify() {
    List<ArchiveRow> which = readable();
    boolean one = which.size() == 1;
    model.verify(
        which,
        (file, verdict) -> {
          if (one || !verdict.whole()) {
            VerdictDialog.show(overlay, file, verdict);
          }
        },
        failed);
  }

  void importing() {
    if (canVerify()) {
      importing.accept(readable().stream().map(ArchiveRow::file).toList());
    }
  }

  boolean canCompare() {
    return readable().size() == CHOSEN_TO_COMPARE;
  }

  void compare() {
    if (canCompare()) {
      Path left = readable().getFirst().file();
      Path right = readable().getLast().file();
      Consumer<List<Difference>> show =
          differences -> CompareDialog.show(overlay, left, right, differences);
      model.compare(left, right, show, failed);
    }
  }

  /** Into another file, never over this one. */
  void repair() {
    if (!canOpen()) {
      return;
    }
    ArchiveRow row = readable().getFirst();
    String name = row.file().getFileName() + "";
    int dot = name.lastIndexOf('.');
    String proposed =
        dot < 0 ? name + "-repaired" : name.substring(0, dot) + "-repaired" + name.substring(dot);
    desk.picker()
        .save(Texts.get("archives.repair.title"), row.file().resolveSibling(proposed))
        .ifPresent(target -> repair(row, target));
  }

  private void repair(ArchiveRow row, Path target) {
    if (Files.exists(target)) {
      failed.accept(
          new Problem(
              "file-exists",
              Texts.get("archives.repair.exists"),
              Texts.get("archives.repair.exists.sentence", target),
              Texts.get("archives.repair.exists.try"),
              ""));
      return;
    }
    model.repair(
        row,
        target,
        repaired ->
            Question.ask(
                overlay,
                Texts.get("archives.repaired", target.getFileName()),
                repaired.isEmpty()
                    ? Texts.get("archives.repaired.nothing")
                    : String.join("\n", repaired.stream().map(Remark::sentence).toList()),
                List.of(),
                List.of(),
                () -> {}),
        failed);
  }

  void copyPaths() {
    var content = new ClipboardContent();
    content.putString(
        String.join("\n", model.chosen().get().stream().map(r -> r.file().toString()).toList()));
    Clipboard.getSystemClipboard().setContent(content);
  }

  void folders() {
    FoldersDialog.open(model, desk, overlay);
  }
}
