package quayside.gui.nodes;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.NodeView;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.operation.Activity;
import quayside.core.problem.Problem;
import quayside.gui.fx.Inbox;
import quayside.gui.fx.Rows;
import quayside.gui.fx.Ui;

/** The nodes as rows, and what can be done to the node book. */
public final class FleetViewModel implements AutoCloseable {
  private final Ui ui;
  private final Fleet fleet;
  private final Activity.Subscription subscription;
  private final ObservableList<NodeRow> rows = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<List<NodeView>> views =
      new ReadOnlyObjectWrapper<>(List.of());
  private final SimpleObjectProperty<List<String>> selected = new SimpleObjectProperty<>(List.of());

  /** Shows a fleet and follows it. */
  public FleetViewModel(Ui ui, Fleet fleet) {
    this.ui = ui;
    this.fleet = fleet;
    Inbox<List<NodeView>> inbox = new Inbox<>(ui.fx(), _ -> "fleet", this::show);
    subscription = fleet.watch(inbox::post);
    show(fleet.nodes());
  }

  /** The rows, in the book's order. */
  public ObservableList<NodeRow> rows() {
    return rows;
  }

  /** Everything that is known. */
  public ReadOnlyObjectProperty<List<NodeView>> views() {
    return views.getReadOnlyProperty();
  }

  /** Names of the selected nodes. */
  public SimpleObjectProperty<List<String>> selected() {
    return selected;
  }

  /** Connects to a node that need not be in the book. */
  public void test(Node node, Consumer<NodeFacts> done, Consumer<Problem> failed) {
    ui.run(() -> fleet.check(node), done, failed);
  }

  /** Writes a node into the book, or in place of another. */
  public void save(String replaced, Node node, Runnable done, Consumer<Problem> failed) {
    ui.act(
        () -> {
          if (replaced.isEmpty()) {
            fleet.add(node);
          } else {
            fleet.update(replaced, node);
          }
        },
        done,
        failed);
  }

  /** Takes a node out of the book. */
  public void remove(String name, Consumer<Problem> failed) {
    ui.act(() -> fleet.remove(name), () -> {}, failed);
  }

  /** Asks a node again now. */
  public void refresh(String name, Consumer<Problem> failed) {
    ui.run(() -> fleet.refresh(name), _ -> {}, failed);
  }

  private void show(List<NodeView> now) {
    Rows.show(rows, now, NodeRow::name, v -> v.node().name(), NodeRow::new, NodeRow::show);
    views.set(List.copyOf(now));
  }

  @Override
  public void close() {
    subscription.close();
  }
}
