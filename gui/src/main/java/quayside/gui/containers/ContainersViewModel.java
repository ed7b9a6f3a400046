package quayside.gui.containers;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.InstanceChange;
import quayside.core.fleet.NodeView;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.NodeFacts;
import quayside.core.problem.Problem;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Rows;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** The containers of the selected nodes, filtered, and what can be done to the chosen ones. */
public final class ContainersViewModel {
  private final Ui ui;
  private final Fleet fleet;
  private final Clock clock;
  private final ObservableValue<List<NodeView>> nodes;
  private final ObservableValue<List<String>> names;
  private final ObservableList<ContainerRow> rows = FXCollections.observableArrayList();
  private final FilteredList<ContainerRow> shown = new FilteredList<>(rows);
  private final SimpleStringProperty filter = new SimpleStringProperty("");
  private final SimpleObjectProperty<List<ContainerRow>> chosen =
      new SimpleObjectProperty<>(List.of());
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper manyNodes = new ReadOnlyBooleanWrapper();
  private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
  private final ReadOnlyStringWrapper stale = new ReadOnlyStringWrapper("");

  /**
   * Follows nodes.
   *
   * @param nodes everything that is known
   * @param names the nodes to show
   */
  public ContainersViewModel(
      Ui ui,
      Fleet fleet,
      ObservableValue<List<NodeView>> nodes,
      ObservableValue<List<String>> names,
      Clock clock) {
    this.ui = ui;
    this.fleet = fleet;
    this.clock = clock;
    this.nodes = nodes;
    this.names = names;
    filter.subscribe(text -> shown.setPredicate(text.isBlank() ? null : r -> r.matches(text)));
    shown.addListener((ListChangeListener<ContainerRow>) _ -> tell());
    filter.subscribe(this::tell);
    nodes.subscribe(_ -> show());
    names.subscribe(_ -> show());
  }

  /** The rows that pass the filter. */
  public FilteredList<ContainerRow> shown() {
    return shown;
  }

  /** What is searched for. */
  public SimpleStringProperty filter() {
    return filter;
  }

  /** The chosen rows; set by the table. */
  public SimpleObjectProperty<List<ContainerRow>> chosen() {
    return chosen;
  }

  /** Name of the node, or how many. */
  public ReadOnlyStringProperty title() {
    return title.getReadOnlyProperty();
  }

  /** One line about the nodes. */
  public ReadOnlyStringProperty about() {
    return about.getReadOnlyProperty();
  }

  /** {@code 9 of 14} while a filter is on. */
  public ReadOnlyStringProperty count() {
    return count.getReadOnlyProperty();
  }

  /** Says how old the data is while a node does not answer; empty otherwise. */
  public ReadOnlyStringProperty stale() {
    return stale.getReadOnlyProperty();
  }

  /** Why the table is empty, and what to do. */
  public ReadOnlyStringProperty empty() {
    return empty.getReadOnlyProperty();
  }

  /** Whether containers of several nodes are shown. */
  public ReadOnlyBooleanProperty manyNodes() {
    return manyNodes.getReadOnlyProperty();
  }

  /** Counts up whenever anything became known. */
  public ReadOnlyIntegerProperty changed() {
    return changes.getReadOnlyProperty();
  }

  private void tell() {
    count.set(filter.get().isBlank() ? "" : Texts.get("table.count", shown.size(), rows.size()));
    empty.set(emptyText());
  }

  private String emptyText() {
    if (!rows.isEmpty()) {
      return Texts.get("table.empty.filter");
    }
    if (nodes.getValue().isEmpty()) {
      return Texts.get("table.empty.nonodes");
    }
    List<NodeView> seen = selected();
    if (seen.stream().anyMatch(n -> n.status() == NodeView.Status.UNREACHABLE)) {
      return Texts.get("table.empty.unreachable");
    }
    return Texts.get(
        seen.stream().anyMatch(n -> n.status() == NodeView.Status.CONNECTING)
            ? "table.empty.connecting"
            : "table.empty");
  }

  /** Whether an action would do anything to the chosen containers. */
  public boolean can(ContainerAction action) {
    return !of(action).isEmpty();
  }

  /** Does something to each chosen container for which it makes sense. */
  public void act(ContainerAction action, Consumer<Problem> failed) {
    for (ContainerRow row : of(action)) {
      ui.act(() -> fleet.act(row.ref(), action), () -> {}, failed);
    }
  }

  /** Whether a container is an instance of an Incus or LXD server, which can do more. */
  boolean isInstance(ContainerRow row) {
    return nodes.getValue().stream()
        .filter(n -> n.node().name().equals(row.ref().node()))
        .anyMatch(n -> n.node().platform().isInstanceServer());
  }

  /** The one that could be given another name: chosen alone, stopped, and its node can. */
  Optional<ContainerRow> renameable() {
    List<ContainerRow> rows = chosen.get();
    return rows.size() == 1
            && isInstance(rows.getFirst())
            && rows.getFirst().container().get().state() == ContainerState.STOPPED
        ? Optional.of(rows.getFirst())
        : Optional.empty();
  }

  /** The chosen ones that have processes, on nodes that end them without asking. */
  public List<ContainerRow> stoppableByForce() {
    return chosen.get().stream()
        .filter(row -> row.container().get().state().runs() && isInstance(row))
        .toList();
  }

  /** Ends all that runs in them at once. */
  public void stopByForce(List<ContainerRow> rows, Consumer<Problem> failed) {
    var force = new ActionOptions(true, Optional.empty(), false);
    for (ContainerRow row : rows) {
      ui.act(() -> fleet.act(row.ref(), ContainerAction.STOP, force), () -> {}, failed);
    }
  }

  /** Gives a container another name. */
  void rename(ContainerRef container, String name, Consumer<Problem> failed) {
    ui.act(() -> fleet.change(container, new InstanceChange.Rename(name)), () -> {}, failed);
  }

  /** The chosen rows for which an action makes sense. */
  public List<ContainerRow> of(ContainerAction action) {
    Set<ContainerState> states =
        switch (action) {
          case START, DELETE -> Set.of(ContainerState.STOPPED);
          case STOP, RESTART -> Set.of(ContainerState.RUNNING, ContainerState.FROZEN);
          case FREEZE -> Set.of(ContainerState.RUNNING);
          case UNFREEZE -> Set.of(ContainerState.FROZEN);
        };
    boolean anyState = action == ContainerAction.DELETE;
    return chosen.get().stream()
        .filter(row -> anyState || states.contains(row.container().get().state()))
        .toList();
  }

  private List<NodeView> selected() {
    return nodes.getValue().stream()
        .filter(n -> names.getValue().contains(n.node().name()))
        .toList();
  }

  private void show() {
    List<NodeView> seen = selected();
    Rows.show(
        rows,
        seen.stream().flatMap(n -> n.containers().stream()).toList(),
        ContainerRow::ref,
        c -> c.ref(),
        ContainerRow::new,
        ContainerRow::show);
    tell();
    manyNodes.set(seen.size() > 1);
    changes.set(changes.get() + 1);
    title.set(
        seen.size() == 1
            ? seen.getFirst().node().name()
            : seen.isEmpty() ? Texts.get("table.nothing") : Texts.get("table.nodes", seen.size()));
    about.set(
        seen.size() == 1 ? about(seen.getFirst()) : Texts.get("table.containers", rows.size()));
    stale.set(
        seen.stream()
            .filter(n -> n.status() == NodeView.Status.UNREACHABLE)
            .findFirst()
            .map(this::staleness)
            .orElse(""));
  }

  private String staleness(NodeView node) {
    String why = node.problem().map(Problem::sentence).orElse("");
    String age =
        node.asOf().map(at -> Texts.get("table.asof", Figures.ago(at, clock.instant()))).orElse("");
    String next =
        node.nextTry()
            .map(at -> java.time.Duration.between(clock.instant(), at))
            .filter(wait -> wait.toSeconds() > 0)
            .map(wait ->
                Texts.get(
                    "node.next", Figures.time(java.time.Duration.ofSeconds(wait.toSeconds()))))
            .orElse("");
    return String.join(" ", Texts.get("table.stale", node.node().name()), why, age, next)
        .replaceAll(" +", " ")
        .strip();
  }

  private static String about(NodeView node) {
    List<String> parts = new ArrayList<>();
    node.facts()
        .map(NodeFacts::version)
        .filter(v -> !v.isBlank())
        .map(v -> Texts.get("platform.version", node.node().platform().text(), v))
        .ifPresent(parts::add);
    if (node.asOf().isPresent()) {
      parts.add(Texts.get("table.containers", node.containers().size()));
    }
    for (NodeFacts.Pool pool : node.facts().map(NodeFacts::pools).orElse(List.of())) {
      Optional<String> free =
          pool.free().isPresent()
              ? Optional.of(Figures.bytes(pool.free().getAsLong()))
              : Optional.empty();
      free.ifPresent(f -> parts.add(Texts.get("table.pool", pool.name(), f)));
    }
    return String.join(" · ", parts);
  }
}
