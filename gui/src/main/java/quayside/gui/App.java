package quayside.gui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import quayside.core.home.Home;
import quayside.gui.fx.Ui;
import quayside.gui.keys.Questions;
import quayside.gui.settings.Settings;

/** Puts everything together by hand: home, engine, window. */
public final class App extends Application {
  private final Ui ui = Ui.ofJavaFx();
  private @Nullable Engine engine;

  @Override
  public void start(Stage stage) {
    Platform.setImplicitExit(false); // a move may go on without a window
    boolean training = getParameters().getRaw().contains("--train");
    boolean demo = training || getParameters().getRaw().contains("--demo");
    Home home;
    try {
      home = Engine.home(demo, System.getenv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Questions questions = new Questions(ui.fx());
    Window window = new Window(stage, ui, home, Settings.read(home), this::quit);
    stage.show();
    ui.run(
        () -> Engine.open(home, demo, questions),
        opened -> {
          engine = opened;
          var quayside = opened.quayside();
          window.open(quayside.fleet(), quayside.moves(), quayside.activity(), questions);
          if (training) {
            stage.getScene().addPostLayoutPulseListener(this::quit);
          }
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
