package quayside.gui.create;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.create.Creations;
import quayside.core.model.Image;
import quayside.core.problem.Problem;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** An image of another node: first the node is chosen, which is asked then, and of what it has. */
final class OtherImages {
  private final Ui ui;
  private final Creations creations;
  private final ReadOnlyObjectWrapper<List<Image>> all = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private int question;

  /** Who has it; empty as long as nobody was chosen. */
  final SimpleStringProperty node = new SimpleStringProperty("");

  /** Of those that are known. */
  final SimpleObjectProperty<Optional<Image>> image = new SimpleObjectProperty<>(Optional.empty());

  OtherImages(Ui ui, Creations creations) {
    this.ui = ui;
    this.creations = creations;
    node.subscribe((_, now) -> ask(now));
  }

  /** Those of the chosen node; empty until it answered. */
  ReadOnlyObjectProperty<List<Image>> all() {
    return all.getReadOnlyProperty();
  }

  /** Why there is nothing to choose from, if so. */
  ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  private void ask(String owner) {
    int mine = ++question;
    all.set(List.of());
    image.set(Optional.empty());
    note.set(owner.isEmpty() ? "" : Texts.get("create.asking", owner));
    if (!owner.isEmpty()) {
      ui.run(
          () -> creations.images(owner),
          answer -> answered(mine, owner, answer),
          problem -> failed(mine, problem));
    }
  }

  /** An answer to an older question says nothing any more. */
  private void answered(int to, String owner, List<Image> answer) {
    if (to == question) {
      all.set(answer);
      image.set(answer.stream().findFirst());
      note.set(answer.isEmpty() ? Texts.get("create.other.none", owner) : "");
    }
  }

  private void failed(int to, Problem problem) {
    if (to == question) {
      note.set(problem.sentence());
    }
  }
}
