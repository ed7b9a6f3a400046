package quayside.gui.containers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.migrate.Remnant;
import quayside.core.model.Container;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** What is known of one container; folds away. */
public final class DetailsView extends VBox {
  private final Label name = Icons.styled(new Label(null, Icons.silent(Feather.BOX)), "title");
  private final Region dot = new Region();
  private final Label state = Icons.styled(new Label(), "small");
  private final GridPane facts = Icons.styled(new GridPane(), "facts");
  private final ContainersViewModel model;
  private final SnapshotsViewModel snapshots;
  private final ToggleButton overviewTab = tab("details.overview", "overview-tab");
  private final ToggleButton snapshotsTab = tab("fact.snapshots", "snapshots-tab");
  private Subscription following = Subscription.EMPTY;

  /**
   * A view of the first chosen container.
   *
   * @param snapshotsView shows the snapshots, where its node has such
   * @param snapshots told whose they shall be
   */
  public DetailsView(
      ContainersViewModel model,
      SnapshotsViewModel snapshots,
      SnapshotsView snapshotsView,
      Runnable fold) {
    this.model = model;
    this.snapshots = snapshots;
    getStyleClass().add("details");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    name.setGraphicTextGap(8);
    name.setMinWidth(0);
    state.setMinWidth(Region.USE_PREF_SIZE);
    var close = Icons.button(Feather.X, Texts.get("details.hide"), fold);
    close.setId("hide-details");
    close.setMinWidth(Region.USE_PREF_SIZE);
    var head =
        Icons.styled(new HBox(8, name, dot, state, gap, close), "center-left", "details-head");
    HBox tabs = Icons.styled(new HBox(16, overviewTab, snapshotsTab), "tab-line");
    ToggleGroup group = new ToggleGroup();
    group.getToggles().addAll(overviewTab, snapshotsTab);
    overviewTab.setSelected(true);
    group
        .selectedToggleProperty()
        .subscribe((old, now) -> {
          if (now == null && old != null) {
            old.setSelected(true); // one of them is always shown
          }
        });
    snapshotsTab.managedProperty().bind(snapshotsTab.visibleProperty());
    facts.setHgap(12);
    facts.setVgap(9);
    ColumnConstraints labels = new ColumnConstraints(76);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    facts.getColumnConstraints().addAll(labels, values);
    ScrollPane scroll = new ScrollPane(facts);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox.setVgrow(snapshotsView, Priority.ALWAYS);
    scroll.visibleProperty().bind(overviewTab.selectedProperty());
    scroll.managedProperty().bind(scroll.visibleProperty());
    snapshotsView.visibleProperty().bind(snapshotsTab.selectedProperty());
    snapshotsView.managedProperty().bind(snapshotsView.visibleProperty());
    getChildren().addAll(head, tabs, scroll, snapshotsView);
    snapshotsTab.selectedProperty().subscribe(this::look);
    model.chosen().subscribe(this::follow);
  }

  private static ToggleButton tab(String key, String id) {
    ToggleButton tab = new ToggleButton(Texts.get(key));
    tab.setId(id);
    tab.getStyleClass().setAll("tab-title");
    return tab;
  }

  /** The list of snapshots is asked for while somebody looks at it. */
  private void look() {
    List<ContainerRow> chosen = model.chosen().get();
    boolean looking = snapshotsTab.isSelected() && snapshotsTab.isVisible() && !chosen.isEmpty();
    snapshots.look(looking ? Optional.of(chosen.getFirst().ref()) : Optional.empty());
  }

  private void follow(List<ContainerRow> chosen) {
    following.unsubscribe();
    following = Subscription.EMPTY;
    facts.getChildren().clear();
    dot.setVisible(!chosen.isEmpty());
    snapshotsTab.setVisible(!chosen.isEmpty() && model.isInstance(chosen.getFirst()));
    if (!snapshotsTab.isVisible()) {
      overviewTab.setSelected(true);
    }
    if (chosen.isEmpty()) {
      look();
      name.setText(Texts.get("details.none"));
      state.setText("");
      Label hint = Icons.styled(new Label(Texts.get("details.hint")), "muted");
      hint.setWrapText(true);
      facts.add(hint, 0, 0, 2, 1);
      return;
    }
    following = chosen.getFirst().container().subscribe(this::show);
  }

  private void show(Container c) {
    look();
    name.setText(c.ref().id());
    String style = Columns.style(c.state());
    dot.getStyleClass().setAll("dot", "tiny", style);
    state.getStyleClass().setAll("label", "small", style + "-text");
    state.setText(c.state().text());
    facts.getChildren().clear();
    boolean instance = c.user().isEmpty(); // Incus and LXD have no users of their own
    String where = instance ? "fact.node.project" : "fact.node.value";
    Remnant.of(c).ifPresent(left -> add("fact.left", left.sentence(), false));
    add("fact.node", Texts.get(where, c.ref().node(), c.ref().pool()), false);
    add("fact.system", (c.distribution() + " " + c.version()).strip(), false);
    if (instance) {
      add("fact.profiles", words(c.record().get("profiles")), false);
    } else {
      add("fact.user", Texts.get("fact.user.value", c.user(), c.group()), false);
      c.hostname().ifPresent(host -> add("fact.hostname", host, false));
    }
    if (!c.addresses().isEmpty()) {
      add("fact.address", String.join("\n", c.addresses()), true);
    }
    figure(c.memory()).ifPresent(text -> add("fact.memory", text, false));
    figure(c.disk()).ifPresent(text -> add("fact.disk", text, false));
    if (c.cpuTime().isPresent()) {
      var cpu = Duration.ofNanos(c.cpuTime().getAsLong() * 1000);
      add("fact.cpu", Figures.time(cpu), false);
    }
    if (c.initPid().isPresent()) {
      add("fact.pid", String.valueOf(c.initPid().getAsLong()), true);
    }
    if (instance && c.record().get("snapshots") instanceof List<?> snapshots) {
      add("fact.snapshots", String.valueOf(snapshots.size()), false);
    }
    add(instance ? "fact.pool" : "fact.dataset", c.dataset(), true);
  }

  private static String words(@Nullable Object list) {
    return list instanceof List<?> words
        ? words.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : "";
  }

  private static Optional<String> figure(OptionalLong bytes) {
    return bytes.isPresent() ? Optional.of(Figures.bytes(bytes.getAsLong())) : Optional.empty();
  }

  private void add(String key, String value, boolean mono) {
    int row = facts.getRowCount();
    Label what = Icons.styled(new Label(Texts.get(key)), "muted");
    GridPane.setValignment(what, VPos.TOP);
    Label is = new Label(value);
    is.setWrapText(true);
    is.setMinHeight(Region.USE_PREF_SIZE);
    if (mono) {
      is.getStyleClass().add("mono");
    }
    facts.addRow(row, what, is);
  }
}
