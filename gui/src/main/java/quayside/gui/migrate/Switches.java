package quayside.gui.migrate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.util.StringConverter;
import quayside.gui.fx.ChoiceWords;
import quayside.gui.fx.Figures;

/** The choice of when, and how, to switch over. */
final class Switches {
  static final List<Duration> LIMITS =
      List.of(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  static final StringConverter<Duration> WORDS = new ChoiceWords<>("", Figures::time);

  private Switches() {}

  static void bind(
      ObjectProperty<MoveViewModel.Switch> value,
      ToggleButton now,
      ToggleButton whenShort,
      ToggleButton ask,
      ToggleButton live,
      ToggleButton below) {
    ToggleGroup group = new ToggleGroup();
    Map<MoveViewModel.Switch, ToggleButton> buttons =
        Map.of(
            MoveViewModel.Switch.NOW, now,
            MoveViewModel.Switch.WHEN_SHORT, whenShort,
            MoveViewModel.Switch.ASK, ask,
            MoveViewModel.Switch.LIVE, live,
            MoveViewModel.Switch.LIMIT, below);
    group.getToggles().setAll(now, whenShort, ask, live, below); // arrow keys go in this order
    value.subscribe(wanted ->
        buttons.forEach((meaning, button) -> {
          if (meaning == wanted) button.setSelected(true);
        }));
    group
        .selectedToggleProperty()
        .subscribe((before, chosen) -> { // by the mouse, or by the arrow keys
          if (chosen == null) {
            before.setSelected(true); // pressing the chosen one again does not unchoose it
          } else {
            buttons.forEach((meaning, button) -> {
              if (button.equals(chosen)) value.set(meaning);
            });
          }
        });
  }
}
