package quayside.gui.fx;

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

/** Which state of an instance a copy is made of: the one of now, or one that a snapshot keeps. */
public final class SnapshotChoice {
  private final Ui ui;
  private final Fleet fleet;

  /** Name of the snapshot; empty: as it is now. */
  public final SimpleObjectProperty<Optional<String>> chosen =
      new SimpleObjectProperty<>(Optional.empty());

  private final ObservableList<InstanceSnapshot> all = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private Optional<ContainerRef> asked = Optional.empty();

  /** A choice among the snapshots of whatever {@link #ask} is told. */
  public SnapshotChoice(Ui ui, Fleet fleet) {
    this.ui = ui;
    this.fleet = fleet;
  }

  /** Those it has, the newest first; empty until they are known. */
  public ObservableList<InstanceSnapshot> all() {
    return all;
  }

  /** Why there is nothing to choose from, if so. */
  public ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** Asks the server for those of an instance; of another one than before as it is now. */
  public void ask(ContainerRef of) {
    Optional<ContainerRef> now = Optional.of(of);
    if (now.equals(asked)) {
      return;
    }
    if (asked.isPresent()) {
      chosen.set(Optional.empty());
      all.clear();
      note.set("");
    }
    asked = now;
    ui.run(
        () -> fleet.snapshots(of).reversed(),
        answer -> {
          if (now.equals(asked)) {
            answered(answer);
          }
        },
        problem -> {
          if (now.equals(asked)) {
            note.set(problem.sentence());
          }
        });
  }

  private void answered(List<InstanceSnapshot> answer) {
    all.setAll(answer);
    note.set(answer.isEmpty() ? Texts.get("plan.state.none") : "");
  }
}
