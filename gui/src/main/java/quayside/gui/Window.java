package quayside.gui;

import java.time.Clock;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import quayside.core.create.Creations;
import quayside.core.fleet.Fleet;
import quayside.core.home.Home;
import quayside.core.migrate.Moves;
import quayside.core.operation.Activity;
import quayside.core.operation.OperationView;
import quayside.core.problem.Problem;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Theme;
import quayside.gui.fx.Ui;
import quayside.gui.keys.KeyDesk;
import quayside.gui.keys.Questions;
import quayside.gui.main.MainView;
import quayside.gui.main.MainViewModel;
import quayside.gui.main.Opening;
import quayside.gui.problem.Report;
import quayside.gui.settings.AboutDialog;
import quayside.gui.settings.Settings;
import quayside.gui.transfer.TransferDesk;

/** One window on one engine: dresses it, remembers its looks, and asks before it closes. */
final class Window {
  private static final System.Logger LOG = System.getLogger(Window.class.getName());

  private static final double TITLE_BAR = 40; // about what window managers add above a window

  private final Stage stage;
  private final Ui ui;
  private final Home home;
  private final Runnable quit;
  private final Scene scene;
  private Settings settings;
  private boolean quitWhenDone;
  private boolean over;

  /** The frame of a window, shown at once; {@link #open} fills it. */
  Window(Stage stage, Ui ui, Home home, Settings settings, Runnable quit) {
    this.stage = stage;
    this.ui = ui;
    this.home = home;
    this.settings = settings;
    this.quit = quit;
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    scene =
        new Scene(
            new Opening(),
            Math.min(settings.width(), screen.getWidth()),
            Math.min(settings.height(), screen.getHeight() - TITLE_BAR));
    settings.theme().dress(scene);
    stage.setTitle(Texts.get("app"));
    stage.setMinWidth(980);
    stage.setMinHeight(600);
    stage.setScene(scene);
    stage.setOnCloseRequest(_ -> end());
  }

  /** Fills the window. */
  MainViewModel open(
      Fleet fleet,
      Moves moves,
      Activity activity,
      KeyDesk desk,
      ArchiveDesk archives,
      TransferDesk transfers,
      Creations creations,
      Questions questions) {
    Clock clock = Clock.systemUTC();
    MainViewModel model =
        new MainViewModel(
            ui, fleet, moves, activity, desk, archives, transfers, creations, clock, this::ended);
    MainView view = new MainView(model, actions(), clock, settings.details());
    root = view.root();
    scene.setRoot(root);
    settings.theme().mark(scene);
    view.keys();
    questions.showIn(root);
    model.tasks().recover(view::show);
    model
        .tasks()
        .running()
        .subscribe(count -> {
          if (quitWhenDone && count.intValue() == 0) end();
        });
    stage.setOnCloseRequest(event -> closing(event, model, view));
    return model;
  }

  /** Says that there is nothing to fill it with. */
  void fail(Problem problem) {
    root = new Overlay(new StackPane());
    scene.setRoot(root);
    settings.theme().mark(scene);
    quayside.gui.problem.ProblemDialog.open(root, problem, version());
  }

  private Overlay root = new Overlay(new StackPane());

  private void closing(WindowEvent event, MainViewModel model, MainView view) {
    int running = model.tasks().running().get();
    if (running == 0) {
      model.close();
      end();
      return;
    }
    event.consume();
    Question.ask(
        root,
        Texts.get(running == 1 ? "close.title.one" : "close.title", running),
        Texts.get("close.sentence"),
        List.of(),
        List.of(
            new Question.Answer(
                Texts.get("close.stop"),
                "",
                () -> {
                  quitWhenDone = true;
                  model.stopAll(view::show);
                }),
            new Question.Answer(
                Texts.get("close.background"),
                "",
                () -> {
                  quitWhenDone = true;
                  stage.hide();
                }),
            new Question.Answer(Texts.get("close.wait"), "success", () -> quitWhenDone = true)),
        () -> quitWhenDone = false);
  }

  private void ended(OperationView operation) {
    LOG.log(System.Logger.Level.INFO, "{0} {1}", operation.id(), operation.status());
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    remember(settings.withSize(scene.getWidth(), scene.getHeight()));
    quit.run();
  }

  private void remember(Settings now) {
    settings = now;
    ui.act(
        () -> now.write(home),
        () -> {},
        problem -> LOG.log(System.Logger.Level.WARNING, problem.sentence()));
  }

  private void look(Theme theme) {
    theme.use();
    theme.mark(scene);
    remember(settings.withTheme(theme));
  }

  private MainView.MainActions actions() {
    return new MainView.MainActions() {
      @Override
      public void theme() {
        look(settings.theme().other());
      }

      @Override
      public void settings() {
        AboutDialog.open(
            root, home, version(), Report.machine(), settings.theme(), Window.this::look);
      }

      @Override
      public void details(boolean shown) {
        remember(settings.withDetails(shown));
      }

      @Override
      public String version() {
        return Window.version();
      }
    };
  }

  /** The version of this build, as the module knows it. */
  static String version() {
    var module = Window.class.getModule().getDescriptor(); // none on the class path of tests
    return module == null ? "unknown" : module.rawVersion().orElse("unknown");
  }
}
