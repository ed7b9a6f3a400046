package quayside.gui.migrate;

import java.time.Duration;
import java.util.ArrayList;
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
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.WayOptions;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.ChoiceWords;
import quayside.gui.fx.Figures;
import quayside.gui.fx.FindingLine;
import quayside.gui.fx.FxmlViews;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;

/** The plan before a move: five steps, what is in the way with its fixes, few options. */
public final class MoveDialog {
  private static final javafx.util.Duration PAUSE = javafx.util.Duration.millis(350);

  private final MoveViewModel model;
  private final Overlay overlay;
  private final Region root;
  private boolean wasReady;
  private final PauseTransition typed = new PauseTransition(PAUSE);
  @FXML private Label title;
  @FXML private Label from;
  @FXML private ComboBox<String> target;
  @FXML private HBox steps;
  @FXML private VBox findings;
  @FXML private RadioButton moving;
  @FXML private RadioButton cloning;
  @FXML private CheckBox starting;
  @FXML private CheckBox withoutNetwork;
  @FXML private Label asIdLabel;
  @FXML private TextField asId;
  @FXML private ToggleButton now;
  @FXML private ToggleButton whenShort;
  @FXML private ToggleButton ask;
  @FXML private ToggleButton below;
  @FXML private ComboBox<Duration> limit;
  @FXML private Hyperlink advanced;
  @FXML private GridPane advancedPane;
  @FXML private Label asUserLabel;
  @FXML private TextField asUser;
  @FXML private Label asGroupLabel;
  @FXML private TextField asGroup;
  @FXML private TextField toPool;
  @FXML private Label toProjectLabel;
  @FXML private TextField toProject;
  @FXML private CheckBox withoutSnapshots;
  @FXML private Label profilesLabel;
  @FXML private TextField profiles;
  @FXML private Label routeLabel;
  @FXML private ComboBox<Optional<IncusOptions.Route>> route;
  @FXML private Hyperlink showCommands;
  @FXML private TextArea commands;
  @FXML private Label remark;
  @FXML private ProgressIndicator busy;
  @FXML private Button go;

  private MoveDialog(MoveViewModel model, Overlay overlay, List<String> targets) {
    this.model = model;
    this.overlay = overlay;
    root = FxmlViews.load("migrate/MoveDialog", this);
    target.getItems().setAll(targets);
    bind();
    words();
    typed.setOnFinished(_ -> model.check());
  }

  /**
   * Opens the plan and asks the nodes.
   *
   * @param targets the nodes that can be chosen
   */
  public static void open(MoveViewModel model, Overlay overlay, List<String> targets) {
    MoveDialog dialog = new MoveDialog(model, overlay, targets);
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
    asId.textProperty().bindBidirectional(model.asId);
    asUser.textProperty().bindBidirectional(model.asUser);
    asGroup.textProperty().bindBidirectional(model.asGroup);
    toPool.textProperty().bindBidirectional(model.toPool);
    toProject.textProperty().bindBidirectional(model.toProject);
    withoutSnapshots.selectedProperty().bindBidirectional(model.withoutSnapshots);
    profiles.textProperty().bindBidirectional(model.profiles);
    route.getItems().setAll(Routes.CHOICES);
    route.setConverter(new ChoiceWords<>("", Routes::words));
    route.valueProperty().bindBidirectional(model.route);
    Switches.bind(model.switching, now, whenShort, ask, below);
    limit.getItems().setAll(Switches.LIMITS);
    limit.setConverter(Switches.WORDS);
    limit.valueProperty().bindBidirectional(model.limit);
    limit.disableProperty().bind(below.selectedProperty().not());
    commands.textProperty().bind(model.commands());
    remark.textProperty().bind(model.remark());
    busy.visibleProperty().bind(model.checking());
    busy.managedProperty().bind(model.checking());
    go.disableProperty().bind(model.ready().not());
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
    });
    model.target.subscribe((_, _) -> model.check());
    model.cloning.subscribe((_, _) -> {
      words();
      model.check();
    });
    for (var option :
        List.of(
            model.starting,
            model.withoutNetwork,
            model.withoutSnapshots,
            model.route,
            model.switching,
            model.limit)) {
      option.addListener(_ -> model.check());
    }
    for (var text :
        List.of(
            model.asId,
            model.asUser,
            model.asGroup,
            model.toPool,
            model.toProject,
            model.profiles)) {
      text.addListener(_ -> typed.playFromStart());
    }
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
    WayOptions known = model.known(model.sources().getFirst());
    boolean osctl =
        switch (known) {
          case WayOptions.None _ -> false;
          case OsctlOptions _ -> true;
          case IncusOptions _ -> false;
        };
    boolean instances = known instanceof IncusOptions;
    show(List.of(asUserLabel, asUser, asGroupLabel, asGroup), osctl);
    show(
        List.of(
            toProjectLabel,
            toProject,
            withoutSnapshots,
            profilesLabel,
            profiles,
            routeLabel,
            route),
        instances);
    advanced.setText(Texts.get(instances ? "plan.advanced.instance" : "plan.advanced"));
  }

  private static void show(List<? extends Node> fields, boolean visible) {
    for (Node field : fields) {
      field.setVisible(visible);
      field.setManaged(visible);
    }
  }

  private void showSteps() {
    Optional<Preflight> plan = model.first().get();
    boolean still = plan.flatMap(Preflight::stop).filter(Duration::isZero).isPresent();
    String size =
        plan.map(Preflight::bytes)
            .filter(java.util.OptionalLong::isPresent)
            .map(b -> Figures.bytes(b.getAsLong()))
            .map(bytes -> still ? bytes : Texts.get("plan.copy.bytes", bytes))
            .orElse(Texts.get("plan.copy"));
    String stop =
        still
            ? Texts.get("plan.switch.still")
            : plan.flatMap(Preflight::stop)
                .map(s -> Texts.get("plan.switch.stop", Figures.time(s)))
                .orElse(Texts.get("plan.switch"));
    boolean instances = model.known(model.sources().getFirst()) instanceof IncusOptions;
    String prepare = Texts.get(instances ? "plan.prepare.instance" : "plan.prepare");
    PlanSteps.show(steps, prepare, size, stop, model.cloning.get());
  }

  private void showFound() {
    boolean many = model.sources().size() > 1;
    findings.getChildren().clear();
    List<String> fine = new java.util.ArrayList<>();
    for (MoveViewModel.Found found : model.found()) {
      if (found.finding().severity() == Finding.Severity.OK) {
        fine.add(found.finding().sentence());
      } else {
        String about = many ? found.source().id() : "";
        findings.getChildren().add(FindingLine.of(found.finding(), about, fixes(found)));
      }
    }
    if (!fine.isEmpty()) {
      findings.getChildren().add(FindingLine.fine(fine));
    }
  }

  /** Trust that is missing can be given for this move alone, too. */
  private List<Button> fixes(MoveViewModel.Found found) {
    List<Button> fixes = new ArrayList<>();
    found
        .finding()
        .fix()
        .ifPresent(how -> {
          boolean narrower = how.id().equals(OsctlOptions.ONCE_SETTLES);
          if (narrower) {
            fixes.add(
                FindingLine.button("authorize-once", Texts.get("plan.once"), model::onlyOnce));
          }
          String words = narrower ? Texts.get("plan.always") : how.label();
          fixes.add(FindingLine.button(how, words, () -> model.fix(found)));
        });
    return fixes;
  }

  /** The first time that nothing is in the way, Enter is enough. */
  private void focusWhenReady(boolean ready) {
    if (ready && !wasReady && root.getScene() != null && !(focused() instanceof TextField)) {
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
