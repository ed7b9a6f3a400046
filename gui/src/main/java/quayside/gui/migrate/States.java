package quayside.gui.migrate;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ComboBox;
import quayside.core.model.InstanceSnapshot;
import quayside.gui.fx.ChoiceWords;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;

/** The box in which the state that a clone is made of is chosen. */
final class States {
  private States() {}

  static void bind(SnapshotChoice choice, ComboBox<Optional<String>> box, ZoneId zone) {
    box.setConverter(new ChoiceWords<>("", state -> words(choice, state, zone)));
    fill(choice, box);
    choice.all().addListener((ListChangeListener<InstanceSnapshot>) _ -> fill(choice, box));
    choice.chosen.subscribe(state -> box.setValue(state));
    box.valueProperty()
        .subscribe((_, state) -> {
          if (state != null) {
            choice.chosen.set(state);
          }
        });
  }

  /** Now, those there are, and the chosen one even if it is not known yet. */
  private static void fill(SnapshotChoice choice, ComboBox<Optional<String>> box) {
    Optional<String> chosen = choice.chosen.get();
    List<Optional<String>> states = new ArrayList<>(List.of(Optional.empty()));
    choice.all().forEach(snapshot -> states.add(Optional.of(snapshot.name())));
    if (!states.contains(chosen)) {
      states.add(chosen);
    }
    box.getItems().setAll(states);
    box.setValue(chosen);
  }

  private static String words(SnapshotChoice choice, Optional<String> state, ZoneId zone) {
    if (state.isEmpty()) {
      return Texts.get("plan.state.now");
    }
    return choice.all().stream()
        .filter(snapshot -> snapshot.name().equals(state.get()))
        .findFirst()
        .flatMap(InstanceSnapshot::created)
        .map(at -> Texts.get("plan.state.at", state.get(), Figures.moment(at, zone)))
        .orElse(Texts.get("plan.state.of", state.get()));
  }
}
