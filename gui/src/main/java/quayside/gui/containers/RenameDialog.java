package quayside.gui.containers;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.TextField;
import quayside.core.model.ContainerRef;
import quayside.core.problem.Problem;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;

/** Asks for another name for the chosen container, where it can have one. */
public final class RenameDialog {
  private RenameDialog() {}

  /** Asks, or says why not. */
  public static void open(ContainersViewModel model, Overlay overlay, Consumer<Problem> failed) {
    if (model.renameable().isEmpty()) {
      if (model.chosen().get().size() == 1) {
        failed.accept(
            new Problem(
                "not-renameable",
                Texts.get("rename.not.title"),
                Texts.get("rename.not.sentence"),
                "",
                ""));
      }
      return;
    }
    ContainerRef container = model.renameable().get().ref();
    TextField name = new TextField(container.id());
    name.setId("new-name");
    name.setAccessibleText(Texts.get("rename.name"));
    Question.ask(
        overlay,
        Texts.get("rename.title", container.id()),
        Texts.get("rename.sentence"),
        List.of(name),
        List.of(
            new Question.Answer(
                Texts.get("rename.do"),
                "success",
                () -> {
                  String wanted = name.getText().strip();
                  if (!wanted.isEmpty() && !wanted.equals(container.id())) {
                    model.rename(container, wanted, failed);
                  }
                })),
        () -> {});
    name.selectAll();
  }
}
