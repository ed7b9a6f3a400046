package quayside.gui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import quayside.core.Quayside;
import quayside.core.home.Home;
import quayside.gui.fx.Ui;
import quayside.gui.keys.Questions;
import quayside.gui.settings.Settings;
import quayside.transport.SshSettings;

/** Puts everything together by hand: home, engine, window. */
public final class App extends Application {
  private @Nullable Quayside engine;

  @Override
  public void start(Stage stage) {
    Platform.setImplicitExit(false); // a move may go on without a window
    Ui ui = Ui.ofJavaFx();
    Home home;
    try {
      home = Home.of(System.getenv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Questions questions = new Questions(ui.fx());
    Window window = new Window(stage, ui, home, Settings.read(home), this::quit);
    stage.show();
    ui.run(
        () -> Quayside.open(home, SshSettings.ofUser(), questions, questions),
        opened -> {
          engine = opened;
          window.open(opened.fleet(), opened.moves(), opened.activity(), questions);
        },
        window::fail);
  }

  private void quit() {
    Optional.ofNullable(engine).ifPresent(Quayside::close);
    Platform.exit();
  }
}
