package quayside.gui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import quayside.core.home.Home;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.fx.SystemPicker;
import quayside.gui.fx.Ui;
import quayside.gui.keys.KeyDesk;
import quayside.gui.keys.Questions;
import quayside.gui.settings.Settings;
import quayside.gui.transfer.TransferDesk;

/**
 * Puts everything together by hand: home, engine, window. {@code --train} ends it as soon as the
 * filled window was drawn once, which is what is measured as the start.
 */
public final class App extends Application {
  private static final System.Logger LOG = System.getLogger(App.class.getName());

  private final Ui ui = Ui.ofJavaFx();
  private @Nullable Engine engine;

  @Override
  public void start(Stage stage) {
    Platform.setImplicitExit(false); // a move may go on without a window
    boolean training = getParameters().getRaw().contains("--train");
    boolean demo = getParameters().getRaw().contains("--demo");
    Home home;
    try {
      home = Engine.home(demo, System.getenv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Questions questions = new Questions(ui.fx());
    Window window = new Window(stage, ui, home, Settings.read(home), this::quit);
    stage.show();
    var shown = new FirstFrame(stage.getScene(), _ -> {});
    ui.run(
        () -> Engine.open(home, demo, questions),
        opened -> {
          engine = opened;
          var quayside = opened.quayside();
          var archives = ArchiveDesk.of(ui, opened.home(), new SystemPicker(stage));
          window.open(
              quayside.fleet(),
              quayside.moves(),
              quayside.activity(),
              KeyDesk.of(quayside, opened.vault()),
              archives,
              new TransferDesk(
                  quayside.fleet(),
                  quayside.exports(),
                  quayside.imports(),
                  archives.memory(),
                  archives.folder(),
                  archives.picker(),
                  Clock.system(ZoneId.systemDefault())),
              quayside.creations(),
              questions);
          var _ =
              new FirstFrame(
                  stage.getScene(),
                  filled -> {
                    LOG.log(
                        System.Logger.Level.INFO,
                        "window drawn after {0}, filled after {1}",
                        shown,
                        filled);
                    if (training) {
                      quit();
                    }
                  });
          proof().ifPresent(file -> DemoMove.start(ui, quayside, file, this::quit));
        },
        window::fail);
  }

  private Optional<Path> proof() {
    return Optional.ofNullable(getParameters().getNamed().get("proof")).map(Path::of);
  }

  private void quit() {
    Engine open = engine;
    if (open == null) {
      Platform.exit();
    } else {
      ui.act(open::close, Platform::exit, _ -> Platform.exit());
    }
  }
}
