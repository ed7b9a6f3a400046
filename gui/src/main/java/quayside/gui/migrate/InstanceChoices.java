package quayside.gui.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.fleet.Pairs;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.WayOptions;
import quayside.gui.fx.Texts;

/** What is chosen in a plan that only moves between Incus and LXD servers can be told. */
final class InstanceChoices {
  final SimpleStringProperty toProject = new SimpleStringProperty("");
  final SimpleStringProperty profiles = new SimpleStringProperty("");
  final SimpleBooleanProperty withoutSnapshots = new SimpleBooleanProperty();
  final SimpleObjectProperty<Optional<IncusOptions.Route>> route =
      new SimpleObjectProperty<>(Optional.empty());

  /** Settings that are others there, one a line: {@code KEY=VALUE}. */
  final SimpleStringProperty config = new SimpleStringProperty("");

  /** Devices that are others there, one a line: {@code NAME,KEY=VALUE,…}. */
  final SimpleStringProperty devices = new SimpleStringProperty("");

  private Map<String, String> settings = Map.of();
  private Map<String, Map<String, String>> others = Map.of();
  private Optional<String> mistake = Optional.empty();

  InstanceChoices() {
    config.subscribe(this::read);
    devices.subscribe(this::read);
  }

  /** Whatever is not understood leaves both as they are here, and is said. */
  private void read() {
    settings = Map.of();
    others = Map.of();
    mistake = Optional.empty();
    try {
      var keys = new LinkedHashMap<String, String>();
      Pairs.lines(config.get()).forEach(line -> Pairs.put(keys, line, Texts.get("plan.config")));
      var named = new LinkedHashMap<String, Map<String, String>>();
      Pairs.lines(devices.get())
          .forEach(line -> Pairs.putDevice(named, line, Texts.get("plan.devices")));
      settings = keys;
      others = named;
    } catch (IllegalArgumentException e) {
      mistake = Optional.of(Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  /** What is wrong with what was typed, as a sentence. */
  Optional<String> mistake() {
    return mistake;
  }

  /** In words of the request. */
  WayOptions options(IncusOptions usual, Manner manner) {
    return new IncusOptions(
            text(toProject).or(usual::toProject),
            text(profiles).map(names -> List.of(names.split("[,\\s]+", -1))),
            settings,
            others,
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
