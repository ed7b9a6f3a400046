package quayside.gui.fx;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ComboBox;
import quayside.core.model.InstanceSnapshot;

/** The box in which the state that a copy is made of is chosen. */
public final class States {
  private States() {}

  /** Fills a box with the states that there are, and keeps it at the chosen one. */
  public static void bind(SnapshotChoice choice, ComboBox<Optional<String>> box, ZoneId zone) {
    box.setConverter(new ChoiceWords<>("", state -> words(choice, state, zone)));
    box.getItems().add(Optional.empty());
    choice
        .all()
        .addListener(
            (ListChangeListener<InstanceSnapshot>)
                _ -> {
                  fill(choice, box);
                  box.setValue(null); // said anew: the moment of the chosen one is known now
                  box.setValue(choice.chosen.get());
                });
    choice.chosen.subscribe(box::setValue);
    box.valueProperty()
        .subscribe((_, state) -> {
          if (state != null) {
            choice.chosen.set(state);
          }
        });
  }

  /**
   * Puts those there are below the state of now: a box whose choices change places would choose
   * another one. The chosen one is there even if nothing is known of it.
   */
  private static void fill(SnapshotChoice choice, ComboBox<Optional<String>> box) {
    List<Optional<String>> states = new ArrayList<>();
    choice.all().forEach(snapshot -> states.add(Optional.of(snapshot.name())));
    Optional<String> chosen = choice.chosen.get();
    if (chosen.isPresent() && !states.contains(chosen)) {
      states.add(chosen);
    }
    box.getItems().remove(1, box.getItems().size());
    box.getItems().addAll(states);
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
