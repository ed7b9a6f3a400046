package quayside.gui.create;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import quayside.gui.fx.ChoiceWords;
import quayside.gui.fx.Texts;

/** The fields of the dialog; the name of each is {@code create-} and its id. */
final class Fields {
  private Fields() {}

  /**
   * A box of choices.
   *
   * @param none key of what stands there as long as nothing is chosen; empty for nothing
   */
  static <T> ComboBox<T> box(String id, String none, Function<T, String> words) {
    ComboBox<T> box = new ComboBox<>();
    box.setId("create-" + id);
    box.setAccessibleText(Texts.get("create." + id));
    box.setConverter(new ChoiceWords<>(none.isEmpty() ? "" : Texts.get(none), words));
    return box;
  }

  /** A box that takes the room there is. */
  static <T> ComboBox<T> wide(String id, String none, Function<T, String> words) {
    ComboBox<T> box = box(id, none, words);
    box.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(box, Priority.ALWAYS);
    return box;
  }

  /** The box shows what was chosen, and nothing if nothing was. */
  static <T> void bind(ComboBox<Optional<T>> box, ObjectProperty<Optional<T>> chosen) {
    chosen.subscribe(now -> box.setValue(now.isEmpty() ? null : now));
    box.valueProperty()
        .subscribe((_, now) -> {
          if (now != null) {
            chosen.set(now);
          }
        });
  }

  static <T> void offer(ComboBox<Optional<T>> box, List<T> choices) {
    box.getItems().setAll(choices.stream().map(Optional::of).toList());
  }

  static TextField field(String id, StringProperty value, String prompt) {
    TextField field = new TextField();
    field.setId("create-" + id);
    field.setAccessibleText(Texts.get("create." + id));
    field.setPromptText(prompt);
    field.textProperty().bindBidirectional(value);
    HBox.setHgrow(field, Priority.ALWAYS);
    return field;
  }

  static CheckBox check(String id, BooleanProperty value) {
    CheckBox box = new CheckBox(Texts.get("create." + id));
    box.setId("create-" + id);
    box.setMinWidth(Region.USE_PREF_SIZE);
    box.selectedProperty().bindBidirectional(value);
    return box;
  }
}
