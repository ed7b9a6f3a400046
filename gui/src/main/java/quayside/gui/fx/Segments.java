package quayside.gui.fx;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A choice of few, side by side. */
public final class Segments {
  private Segments() {}

  /**
   * The buttons of all constants of an enum; their words are under {@code prefix} and name.
   *
   * @param values in their order
   */
  public static <E extends Enum<E>> HBox of(
      String prefix, List<E> values, ObjectProperty<E> chosen) {
    HBox bar = Icons.styled(new HBox(), "segments");
    ToggleGroup group = new ToggleGroup();
    for (E value : values) {
      String name = value.name().toLowerCase(Locale.ROOT);
      ToggleButton button = new ToggleButton(Texts.get(prefix + name));
      button.setId((prefix + name).replace('.', '-'));
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setToggleGroup(group);
      button.setSelected(value == chosen.get());
      button
          .getStyleClass()
          .add(
              value == values.getFirst()
                  ? "left-pill"
                  : value == values.getLast() ? "right-pill" : "center-pill");
      button
          .selectedProperty()
          .subscribe(selected -> { // arrow keys choose without an action
            if (selected) {
              chosen.set(value);
            }
          });
      button.setOnAction(_ -> button.setSelected(true)); // pressing it again does not unchoose it
      bar.getChildren().add(button);
    }
    return bar;
  }
}
