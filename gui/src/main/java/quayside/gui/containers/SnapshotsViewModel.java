package quayside.gui.containers;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.InstanceChange;
import quayside.core.model.ContainerRef;
import quayside.core.model.InstanceSnapshot;
import quayside.core.problem.Problem;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** The snapshots of one instance, and what can be done with them. */
public final class SnapshotsViewModel {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");

  private final Ui ui;
  private final Fleet fleet;
  private final Clock clock;
  private final ObservableList<InstanceSnapshot> shown = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private Optional<ContainerRef> container = Optional.empty();
  private int question;

  /** Snapshots of whatever {@link #look} is told. */
  public SnapshotsViewModel(Ui ui, Fleet fleet, Clock clock) {
    this.ui = ui;
    this.fleet = fleet;
    this.clock = clock;
  }

  /** Those of the container, the newest first. */
  ObservableList<InstanceSnapshot> shown() {
    return shown;
  }

  /** What stands where there are none: why. */
  ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** Whether something is being done. */
  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  Clock clock() {
    return clock;
  }

  Optional<ContainerRef> container() {
    return container;
  }

  /** Shows those of a container, asking again if it is the same; nothing where there is none. */
  void look(Optional<ContainerRef> now) {
    if (!now.equals(container)) {
      shown.clear();
      note.set(now.isEmpty() ? "" : Texts.get("snapshots.loading"));
    }
    container = now;
    int mine = ++question;
    now.ifPresent(ref ->
        ui.run(
            () -> fleet.snapshots(ref).reversed(),
            answer -> answered(mine, answer, "snapshots.empty"),
            problem -> failed(mine, problem)));
  }

  /** An answer to an older question says nothing any more. */
  private void answered(int to, List<InstanceSnapshot> answer, String empty) {
    if (to == question) {
      if (!shown.equals(answer)) {
        shown.setAll(answer);
      }
      note.set(Texts.get(empty));
    }
  }

  private void failed(int to, Problem problem) {
    if (to == question) {
      shown.clear();
      note.set(problem.sentence());
    }
  }

  /** A name that says when it was taken. */
  String freshName() {
    return "snap-" + NAME.format(LocalDateTime.ofInstant(clock.instant(), clock.getZone()));
  }

  /** Does it, and shows what there is afterwards, also if it failed. */
  void change(InstanceChange change, Consumer<Problem> failed) {
    container.ifPresent(ref -> {
      busy.set(true);
      ui.act(
          () -> fleet.change(ref, change),
          this::again,
          problem -> {
            again();
            failed.accept(problem);
          });
    });
  }

  private void again() {
    busy.set(false);
    look(container);
  }
}
