package quayside.gui.migrate;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quayside.core.fleet.Fleet;
import quayside.core.model.ContainerRef;
import quayside.core.model.InstanceSnapshot;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** Which state of an instance a clone is made of: the one of now, or one that a snapshot keeps. */
final class SnapshotChoice {
  private final Ui ui;
  private final Fleet fleet;
  private final ContainerRef of;

  /** Name of the snapshot; empty: as it is now. */
  final SimpleObjectProperty<Optional<String>> chosen =
      new SimpleObjectProperty<>(Optional.empty());

  private final ObservableList<InstanceSnapshot> all = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private boolean asked;

  SnapshotChoice(Ui ui, Fleet fleet, ContainerRef of) {
    this.ui = ui;
    this.fleet = fleet;
    this.of = of;
  }

  /** Those it has, the newest first; empty until they are known. */
  ObservableList<InstanceSnapshot> all() {
    return all;
  }

  /** Why there is nothing to choose from, if so. */
  ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** Asks the server for them, the first time. */
  void ask() {
    if (asked) {
      return;
    }
    asked = true;
    ui.run(
        () -> fleet.snapshots(of).reversed(),
        this::answered,
        problem -> note.set(problem.sentence()));
  }

  private void answered(List<InstanceSnapshot> answer) {
    all.setAll(answer);
    note.set(answer.isEmpty() ? Texts.get("plan.state.none") : "");
  }
}
