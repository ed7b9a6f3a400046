package quayside.gui.main;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import quayside.core.driver.ContainerAction;
import quayside.core.model.ContainerRef;
import quayside.core.operation.OperationAction;
import quayside.core.problem.Problem;
import quayside.gui.archives.ArchivesPage;
import quayside.gui.containers.ContainerRow;
import quayside.gui.containers.ContainersView;
import quayside.gui.containers.DetailsView;
import quayside.gui.containers.RenameDialog;
import quayside.gui.containers.SnapshotsView;
import quayside.gui.create.CreateDialog;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;
import quayside.gui.keys.KeysView;
import quayside.gui.migrate.DropTip;
import quayside.gui.migrate.MoveDialog;
import quayside.gui.migrate.MoveViewModel;
import quayside.gui.nodes.FleetView;
import quayside.gui.nodes.NodeDialog;
import quayside.gui.problem.ProblemDialog;
import quayside.gui.tasks.TasksView;

/** The whole window: rail, fleet, work, details, activity; dialogs and the drag tip above. */
public final class MainView {
  private final MainViewModel model;
  private final MainActions actions;
  private final Overlay overlay;
  private final FleetDrops drops;
  private final ContainersView work;
  private final DetailsView details;
  private final Map<Page, Node> pages = new EnumMap<>(Page.class);
  private final KeysView keys;
  private final Transfers transfers;
  private final TasksView tasks;
  private final Rail rail;
  private Page page = Page.FLEET;

  /** What the window asks of the program around it. */
  public interface MainActions {
    void theme();

    void settings();

    void details(boolean shown);

    String version();
  }

  /** A window's contents. */
  public MainView(MainViewModel model, MainActions actions, Clock clock, boolean showDetails) {
    this.model = model;
    this.actions = actions;
    work = new ContainersView(model.containers(), containerActions());
    HBox.setHgrow(work, Priority.ALWAYS);
    work.setMinWidth(0);
    overlay = new Overlay(new StackPane());
    details =
        new DetailsView(
            model.containers(),
            model.snapshots(),
            new SnapshotsView(model.snapshots(), overlay, this::cloneSnapshot, this::show),
            () -> details(false));
    pages.put(Page.FLEET, new HBox(work, details));
    keys = new KeysView(model.trust(), model.desk(), overlay, model.fleet().selected(), this::show);
    pages.put(Page.KEYS, keys);
    transfers = new Transfers(model, overlay, this::show);
    pages.put(Page.ARCHIVES, transfers.page());
    tasks = new TasksView(model.tasks(), taskActions());
    VBox right = new VBox();
    pages.values().forEach(shown -> VBox.setVgrow(shown, Priority.ALWAYS));
    right.getChildren().addAll(pages.values());
    right.getChildren().add(tasks);
    HBox.setHgrow(right, Priority.ALWAYS);
    right.setMinWidth(0);
    rail = new Rail(model.busy(), this::show, actions::theme, actions::settings);
    ArchivesPage.takesContainers(rail.button(Page.ARCHIVES), transfers::exportDragged);
    DropTip tip = new DropTip();
    drops = new FleetDrops(model, transfers, tip, plans());
    FleetView fleet = new FleetView(model.fleet(), drops, nodeActions(), clock);
    HBox all = new HBox(rail, fleet, right);
    all.getStyleClass().add("window");
    overlay.setContent(new StackPane(all, tip));
    showDetails(showDetails);
    show(Page.FLEET);
  }

  /** Everything, dialogs included. */
  public Overlay root() {
    return overlay;
  }

  /** Keys that work everywhere in the window. */
  public void keys() {
    var scene = overlay.getScene();
    var find = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    scene.getAccelerators().put(find, () -> find());
    var focusWork = new KeyCodeCombination(KeyCode.DIGIT2, KeyCombination.SHORTCUT_DOWN);
    scene.getAccelerators().put(focusWork, () -> focus());
    var focusTasks = new KeyCodeCombination(KeyCode.DIGIT3, KeyCombination.SHORTCUT_DOWN);
    scene.getAccelerators().put(focusTasks, () -> tasks.focus());
    work.focus();
  }

  private void find() {
    if (page == Page.ARCHIVES) {
      transfers.page().find();
    } else {
      work.find();
    }
  }

  private void focus() {
    switch (page) {
      case FLEET -> work.focus();
      case ACTIVITY -> tasks.focus();
      case KEYS -> keys.shown();
      case ARCHIVES -> transfers.page().shown();
    }
  }

  /** Says what went wrong. */
  public void show(Problem problem) {
    ProblemDialog.open(overlay, problem, actions.version());
  }

  private void details(boolean shown) {
    showDetails(shown);
    actions.details(shown);
  }

  private void showDetails(boolean shown) {
    details.setVisible(shown);
    details.setManaged(shown);
  }

  /** Shows a page; the activity has none of its own, it takes all the room instead. */
  private void show(Page now) {
    page = now;
    pages.forEach((each, shown) -> {
      shown.setVisible(each == now);
      shown.setManaged(each == now);
    });
    boolean all = now == Page.ACTIVITY;
    VBox.setVgrow(tasks, all ? Priority.ALWAYS : Priority.NEVER);
    tasks.setMaxHeight(all ? Double.MAX_VALUE : Region.USE_PREF_SIZE);
    rail.show(now);
    if (now == Page.KEYS) {
      keys.shown();
    }
    if (now == Page.ARCHIVES) {
      transfers.page().shown();
    }
  }

  private MoveViewModel plan(
      List<ContainerRef> refs, String target, boolean cloning, Optional<String> snapshot) {
    List<String> targets = model.targets(refs);
    String chosen = target.isEmpty() && targets.size() == 1 ? targets.getFirst() : target;
    MoveViewModel plan = model.plan(refs, chosen, cloning);
    snapshot.ifPresent(plan::ofSnapshot);
    MoveDialog.open(plan, overlay, targets, model.zone());
    return plan;
  }

  private void cloneSnapshot(ContainerRef ref, String snapshot) {
    plan(List.of(ref), "", true, Optional.of(snapshot));
  }

  private void create(String node) {
    CreateDialog.open(model.creating(node), overlay, model.creators(), model.zone());
  }

  private ContainersView.Actions containerActions() {
    return new ContainersView.Actions() {
      @Override
      public void act(ContainerAction action) {
        if (action != ContainerAction.DELETE) {
          model.containers().act(action, MainView.this::show);
        } else if (model.containers().can(action)) {
          ask(
              Texts.get("delete.title"),
              model.loss(),
              Texts.get("delete.do"),
              () -> model.containers().act(ContainerAction.DELETE, MainView.this::show));
        }
      }

      @Override
      public void stopByForce() {
        List<ContainerRow> rows = model.containers().stoppableByForce();
        if (!rows.isEmpty()) {
          ask(
              Texts.get("force.title"),
              model.forced(rows),
              Texts.get("force.do"),
              () -> model.containers().stopByForce(rows, MainView.this::show));
        }
      }

      @Override
      public void move(List<ContainerRef> containers, boolean cloning) {
        plan(containers, "", cloning, Optional.empty());
      }

      @Override
      public void export(List<ContainerRef> containers) {
        transfers.export(containers);
      }

      @Override
      public boolean canCreate() {
        return !model.creatable().isEmpty();
      }

      @Override
      public void create() {
        MainView.this.create(model.creatable().getFirst());
      }

      @Override
      public void rename() {
        RenameDialog.open(model.containers(), overlay, MainView.this::show);
      }

      @Override
      public void dragging(List<ContainerRef> containers) {
        model.dragging(containers);
        if (containers.isEmpty()) {
          drops.left();
        }
      }

      @Override
      public void details(boolean shown) {
        MainView.this.details(shown || !details.isManaged());
      }
    };
  }

  /** Asks before something that cannot be taken back. */
  private void ask(String title, String sentence, String answer, Runnable chosen) {
    Question.ask(
        overlay,
        title,
        sentence,
        List.of(),
        List.of(new Question.Answer(answer, "danger", chosen)),
        () -> {});
  }

  private FleetView.Actions nodeActions() {
    return new FleetView.Actions() {
      @Override
      public void add() {
        NodeDialog.open(model.fleet(), overlay, Optional.empty());
      }

      @Override
      public void edit(String node) {
        model.fleet().views().get().stream()
            .filter(v -> v.node().name().equals(node))
            .findFirst()
            .ifPresent(v -> NodeDialog.open(model.fleet(), overlay, Optional.of(v.node())));
      }

      @Override
      public void remove(String node) {
        ask(
            Texts.get("node.remove.title", node),
            Texts.get("node.remove.sentence"),
            Texts.get("node.remove.do"),
            () -> model.fleet().remove(node, MainView.this::show));
      }

      @Override
      public void importing(String node) {
        transfers.importInto(node);
      }

      @Override
      public boolean canCreate(String node) {
        return model.canCreate(node);
      }

      @Override
      public void creating(String node) {
        create(node);
      }

      @Override
      public void refresh(String node) {
        model.fleet().refresh(node, MainView.this::show);
      }
    };
  }

  private FleetDrops.Plans plans() {
    return new FleetDrops.Plans() {
      @Override
      public MoveViewModel open(List<ContainerRef> containers, String target, boolean cloning) {
        return plan(containers, target, cloning, Optional.empty());
      }

      @Override
      public Scene scene() {
        return overlay.getScene();
      }
    };
  }

  private TasksView.Actions taskActions() {
    return new TasksView.Actions() {
      @Override
      public void act(String operation, OperationAction action) {
        model.tasks().act(operation, action, MainView.this::show);
      }

      @Override
      public void details(Problem problem) {
        show(problem);
      }

      @Override
      public void history() {
        MainView.this.show(page == Page.ACTIVITY ? Page.FLEET : Page.ACTIVITY);
      }
    };
  }
}
