package quayside.gui.nodes;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
import quayside.core.model.Platform;
import quayside.core.operation.Activity;
import quayside.core.problem.Problem;
import quayside.gui.fx.Inbox;
import quayside.gui.fx.Rows;
import quayside.gui.fx.Ui;
import quayside.transport.Endpoint;

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
  void test(NodeDraft draft, BiConsumer<Platform, NodeFacts> done, Consumer<Problem> failed) {
    ui.run(
        () -> {
          Platform kind = kind(draft, draft.address());
          return Map.entry(kind, fleet.check(draft.of(kind, draft.address())));
        },
        answer -> done.accept(answer.getKey(), answer.getValue()),
        failed);
  }

  private Platform kind(NodeDraft draft, Endpoint address) throws IOException {
    return draft.kind().isPresent() ? draft.kind().get() : fleet.kindOf(address);
  }

  /**
   * Writes a node into the book, or in place of another.
   *
   * @param secret a token by which the server shall trust us first; may be empty; is wiped
   */
  void save(
      String replaced, NodeDraft draft, char[] secret, Runnable done, Consumer<Problem> failed) {
    ui.act(
        () -> {
          Node node = known(draft, secret);
          if (replaced.isEmpty()) {
            fleet.add(node);
          } else {
            fleet.update(replaced, node);
          }
        },
        done,
        failed);
  }

  private Node known(NodeDraft draft, char[] secret) throws IOException {
    try {
      Endpoint address =
          draft.address() instanceof Endpoint.Https https && secret.length > 0
              ? fleet.introduce(https, secret)
              : draft.address();
      return draft.of(kind(draft, address), address);
    } finally {
      Arrays.fill(secret, '\0');
    }
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
