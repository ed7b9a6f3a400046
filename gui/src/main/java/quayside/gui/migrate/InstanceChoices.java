package quayside.gui.migrate;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.WayOptions;

/** What is chosen in a plan that only moves between Incus and LXD servers can be told. */
final class InstanceChoices {
  final SimpleStringProperty toProject = new SimpleStringProperty("");
  final SimpleStringProperty profiles = new SimpleStringProperty("");
  final SimpleBooleanProperty withoutSnapshots = new SimpleBooleanProperty();
  final SimpleObjectProperty<Optional<IncusOptions.Route>> route =
      new SimpleObjectProperty<>(Optional.empty());

  /** In words of the request. */
  WayOptions options(IncusOptions usual, Manner manner) {
    return new IncusOptions(
            text(toProject).or(usual::toProject),
            text(profiles).map(names -> List.of(names.split("[,\\s]+", -1))),
            usual.config(),
            usual.devices(),
            !withoutSnapshots.get(),
            route.get(),
            manner)
        .orNone();
  }

  /** What was typed, if anything. */
  static Optional<String> text(SimpleStringProperty field) {
    return Optional.of(field.get().strip()).filter(text -> !text.isEmpty());
  }
}
