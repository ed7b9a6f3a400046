package quayside.gui;

import java.io.IOException;
import java.nio.file.Files;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import quayside.core.home.Home;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.fake.Gallery;
import quayside.gui.fx.Theme;
import quayside.gui.fx.Ui;
import quayside.gui.keys.Questions;
import quayside.gui.settings.Settings;

/** Shows the window on made-up life, to look at it: {@code [dark] [idle] [WIDTHxHEIGHT]}. */
public final class GalleryWindow {
  private GalleryWindow() {}

  /** Starts it. */
  public static void main(String[] args) {
    Application.launch(Shown.class, args);
  }

  /** The window. */
  public static final class Shown extends Application {

    @Override
    public void start(Stage stage) throws IOException {
      var args = getParameters().getRaw();
      Home home = Home.in(Files.createTempDirectory("gallery"));
      String size = args.stream().filter(a -> a.contains("x")).findFirst().orElse("1280x800");
      Settings settings =
          new Settings(
              args.contains("dark") ? Theme.DARK : Theme.LIGHT,
              true,
              Double.parseDouble(size.replaceAll("x.*", "")),
              Double.parseDouble(size.replaceAll(".*x", "")));
      Ui ui = Ui.ofJavaFx();
      Window window = new Window(stage, ui, home, settings, Platform::exit);
      Gallery gallery = args.contains("idle") ? new Gallery() : new Gallery().busy();
      ArchiveDesk archives = ArchiveDesk.of(ui, home, gallery.picker);
      window.open(
          gallery.fleet,
          gallery.moves,
          gallery.activity,
          gallery.desk(),
          archives,
          gallery.transferDesk(archives),
          gallery.creations,
          new Questions(ui.fx()));
      stage.show();
    }
  }
}
