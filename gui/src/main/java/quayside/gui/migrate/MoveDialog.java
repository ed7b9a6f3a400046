package quayside.gui.migrate;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.FindingLine;
import quayside.gui.fx.FxmlViews;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.States;
import quayside.gui.fx.Texts;

/** The plan before a move: five steps, what is in the way with its fixes, few options. */
public final class MoveDialog {
  private static final javafx.util.Duration PAUSE = javafx.util.Duration.millis(350);

  private final MoveViewModel model;
  private final Overlay overlay;
  private final Region root;
  private boolean wasReady;
  private final PauseTransition typed = new PauseTransition(PAUSE);
  private final PlanFindings lines;
  private final PlanDetails details;
  @FXML private Label title;
  @FXML private Label from;
  @FXML private ComboBox<String> target;
  @FXML private HBox steps;
  @FXML private ScrollPane findingsPane;
  @FXML private VBox findings;
  @FXML private RadioButton moving;
  @FXML private RadioButton cloning;
  @FXML private CheckBox starting;
  @FXML private CheckBox withoutNetwork;
  @FXML private Label asIdLabel;
  @FXML private TextField asId;
  @FXML private HBox stateRow;
  @FXML private ComboBox<Optional<String>> state;
  @FXML private Label stateNote;
  @FXML private HBox originalRow;
  @FXML private CheckBox withoutStop;
  @FXML private CheckBox leftStopped;
  @FXML private HBox switchRow;
  @FXML private ToggleButton now;
  @FXML private ToggleButton whenShort;
  @FXML private ToggleButton ask;
  @FXML private ToggleButton live;
  @FXML private ToggleButton below;
  @FXML private ComboBox<Duration> limit;
  @FXML private VBox switchNotes;
  @FXML private Hyperlink advanced;
  @FXML private VBox advancedPane;
  @FXML private Hyperlink showCommands;
  @FXML private TextArea commands;
  @FXML private Label remark;
  @FXML private ProgressIndicator busy;
  @FXML private Button go;

  private MoveDialog(MoveViewModel model, Overlay overlay, List<String> targets, ZoneId zone) {
    this.model = model;
    this.overlay = overlay;
    lines = new PlanFindings(model, this::rename);
    details = new PlanDetails(model, typed::playFromStart);
    root = FxmlViews.load("migrate/MoveDialog", this);
    advancedPane.getChildren().setAll(details.root());
    target.getItems().setAll(targets);
    States.bind(model.states, state, zone);
    bind();
    words();
    typed.setOnFinished(_ -> model.check());
  }

  /**
   * Opens the plan and asks the nodes.
   *
   * @param targets the nodes that can be chosen
   * @param zone in which moments are told
   */
  public static void open(MoveViewModel model, Overlay overlay, List<String> targets, ZoneId zone) {
    MoveDialog dialog = new MoveDialog(model, overlay, targets, zone);
    boolean chosen = !model.target.get().isEmpty();
    overlay.show(dialog.root, chosen ? dialog.go : dialog.target, dialog.typed::stop);
    model.ready().subscribe(dialog::focusWhenReady);
    model.check();
  }

  private void bind() {
    if (!model.target.get().isEmpty()) {
      target.setValue(model.target.get()); // an empty one would hide the prompt
    }
    target.valueProperty().subscribe((_, now) -> model.target.set(now == null ? "" : now));
    moving.setSelected(!model.cloning.get());
    cloning.selectedProperty().bindBidirectional(model.cloning);
    starting.selectedProperty().bindBidirectional(model.starting);
    withoutNetwork.selectedProperty().bindBidirectional(model.withoutNetwork);
    withoutStop.selectedProperty().bindBidirectional(model.withoutStop);
    leftStopped.selectedProperty().bindBidirectional(model.leftStopped);
    stateNote.textProperty().bind(model.states.note());
    asId.textProperty().bindBidirectional(model.asId);
    Switches.bind(model.switching, now, whenShort, ask, live, below);
    limit.getItems().setAll(Switches.LIMITS);
    limit.setConverter(Switches.WORDS);
    limit.valueProperty().bindBidirectional(model.limit);
    limit.disableProperty().bind(below.selectedProperty().not());
    commands.textProperty().bind(model.commands());
    remark.textProperty().bind(model.remark());
    busy.visibleProperty().bind(model.checking());
    busy.managedProperty().bind(model.checking());
    go.disableProperty().bind(model.ready().not());
    findingsPane.prefViewportHeightProperty().bind(findings.heightProperty()); // lines wrap
    model.found().addListener((ListChangeListener<MoveViewModel.Found>) _ -> showFound());
    model.first().subscribe(_ -> showSteps());
    model.checking().subscribe(on -> findings.setDisable(on));
    model
        .done()
        .subscribe(on -> {
          if (on) overlay.close(root);
        });
    model.target.subscribe(to -> {
      if (!to.isEmpty()) showSpecial(); // until then, nobody knows
      showStates();
    });
    model.target.subscribe((_, _) -> model.check());
    model.switching.subscribe(this::showSwitchNotes);
    model.withoutStop.subscribe(_ -> showStates());
    model.states.chosen.subscribe((_, _) -> {
      showStates();
      model.check();
    });
    model.cloning.subscribe((_, _) -> {
      words();
      showSpecial();
      showStates();
      model.check();
    });
    for (var option :
        List.of(
            model.starting,
            model.withoutNetwork,
            model.withoutStop,
            model.leftStopped,
            model.switching,
            model.limit)) {
      option.addListener(_ -> {
        showSteps(); // they may mean something else, though the nodes answer the same
        model.check();
      });
    }
    model.asId.addListener(_ -> typed.playFromStart());
  }

  private void words() {
    List<ContainerRef> sources = model.sources();
    boolean one = sources.size() == 1;
    String what = one ? sources.getFirst().id() : Texts.get("drag.many", sources.size());
    boolean clone = model.cloning.get();
    title.setText(Texts.get(clone ? "plan.clone.title" : "plan.title", what));
    from.setText(sources.getFirst().node());
    go.setText(Texts.get(clone ? "plan.clone" : "plan.move"));
    asId.setPromptText(sources.getFirst().id());
    asId.setVisible(one);
    asIdLabel.setVisible(one);
    showSteps();
  }

  /** Only what the way to this target can be told. */
  private void showSpecial() {
    show(List.of(live), model.offersLive());
    advanced.setText(details.show(model.known(model.sources().getFirst())));
  }

  /** What a clone is made of, and when its original is stopped, unless it stands in a snapshot. */
  private void showStates() {
    boolean ofSnapshot = model.snapshot().isPresent();
    if (model.offersStates()) {
      model.states.ask(model.sources().getFirst());
    }
    show(List.of(stateRow), model.offersStates());
    show(List.of(originalRow), model.cloning.get() && !ofSnapshot);
    show(List.of(leftStopped), model.offersToLeaveStopped());
    show(List.of(switchRow), !ofSnapshot);
  }

  private static void show(List<? extends Node> fields, boolean visible) {
    for (Node field : fields) {
      field.setVisible(visible);
      field.setManaged(visible);
    }
  }

  private void showSteps() {
    MoveRequest request = model.request(model.sources().getFirst());
    PlanSteps.show(steps, new PlanWords(request, model.isBetweenServers(), model.first().get()));
  }

  /** What going live means stands where it is chosen, and so does what forbids it. */
  private void showSwitchNotes() {
    switchNotes.getChildren().clear();
    boolean chosen = model.switching.get() == MoveViewModel.Switch.LIVE;
    if (chosen) {
      Label effect = Icons.styled(new Label(Texts.get("plan.live.effect")), "small");
      effect.setWrapText(true);
      effect.setMinHeight(Region.USE_PREF_SIZE);
      switchNotes.getChildren().add(effect);
      for (MoveViewModel.Found found : model.found()) {
        if (forbidsLive(found)) {
          Button back = FindingLine.button("not-live", Texts.get("plan.live.back"), this::notLive);
          switchNotes.getChildren().add(lines.of(found, List.of(back)));
        }
      }
    }
    show(List.of(switchNotes), chosen);
  }

  private static boolean forbidsLive(MoveViewModel.Found found) {
    return found.finding().severity() == Finding.Severity.BLOCKER
        && found.finding().code().equals(IncusOptions.ABOUT_LIVE);
  }

  private void rename() {
    asId.requestFocus();
  }

  private void notLive() {
    model.switching.set(MoveViewModel.Switch.WHEN_SHORT);
    whenShort.requestFocus();
  }

  private void showFound() {
    lines.show(findings.getChildren(), found -> !forbidsLive(found));
    boolean staysStopped = model.cloning.get() && model.refreshes(model.sources().getFirst());
    show(List.of(starting), !staysStopped);
    showSwitchNotes();
  }

  /** The first time that nothing is in the way, Enter is enough. */
  private void focusWhenReady(boolean ready) {
    if (ready && !wasReady && root.getScene() != null && !(focused() instanceof TextInputControl)) {
      wasReady = true;
      go.requestFocus();
    }
  }

  private @Nullable Node focused() {
    return root.getScene().getFocusOwner();
  }

  @FXML
  private void fold() {
    boolean open = !advancedPane.isManaged();
    advancedPane.setManaged(open);
    advancedPane.setVisible(open);
    advanced.setVisited(false);
  }

  @FXML
  private void foldCommands() {
    boolean open = !commands.isManaged();
    commands.setManaged(open);
    commands.setVisible(open);
    showCommands.setText(Texts.get(open ? "plan.commands.hide" : "plan.commands"));
    showCommands.setVisited(false);
  }

  @FXML
  private void go() {
    model.start();
  }

  @FXML
  private void cancel() {
    overlay.close(root);
  }
}
