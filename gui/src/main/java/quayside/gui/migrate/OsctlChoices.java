package quayside.gui.migrate;

import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.WayOptions;
import quayside.gui.fx.Texts;

/** What is chosen in a plan that only moves between vpsAdminOS nodes can be told. */
final class OsctlChoices {
  final SimpleStringProperty asUser = new SimpleStringProperty("");
  final SimpleStringProperty asGroup = new SimpleStringProperty("");

  /** SSH port of the target; empty: the one in the node book. */
  final SimpleStringProperty port = new SimpleStringProperty("");

  /** Whether the moves bring the target's trust along, and take it back. */
  final SimpleBooleanProperty once = new SimpleBooleanProperty();

  /** What is wrong with what was typed, as a sentence. */
  Optional<String> mistake() {
    return InstanceChoices.text(port)
        .filter(_ -> number().isEmpty())
        .map(typed -> Texts.get("plan.port.mistake", typed));
  }

  private Optional<Integer> number() {
    return InstanceChoices.text(port)
        .filter(typed -> typed.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .filter(number -> number >= 1 && number <= 65535);
  }

  /** In words of the request. */
  WayOptions options() {
    return new OsctlOptions(
            InstanceChoices.text(asUser), InstanceChoices.text(asGroup), number(), once.get())
        .orNone();
  }
}
