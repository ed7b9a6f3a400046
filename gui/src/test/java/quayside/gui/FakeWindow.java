package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.framework.junit5.ApplicationTest;
import quayside.core.home.Home;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.fake.Gallery;
import quayside.gui.fx.Ui;
import quayside.gui.keys.Questions;
import quayside.gui.settings.Settings;

/** A real window on made-up life. */
abstract class FakeWindow extends ApplicationTest {
  final Gallery gallery = new Gallery();
  final Questions questions = new Questions(Platform::runLater);
  final AtomicBoolean quit = new AtomicBoolean();
  private @Nullable Stage stage;
  private @Nullable Home home;

  @Override
  public void start(Stage shown) throws IOException {
    stage = shown;
    Home folder = Home.in(Files.createTempDirectory("window"));
    home = folder;
    prepare();
    Window window =
        new Window(shown, Ui.ofJavaFx(), folder, Settings.DEFAULT, () -> quit.set(true));
    ArchiveDesk archives = ArchiveDesk.of(Ui.ofJavaFx(), folder, gallery.picker);
    window.open(
        gallery.fleet,
        gallery.moves,
        gallery.activity,
        gallery.desk(),
        archives,
        gallery.transferDesk(archives),
        gallery.creations,
        questions);
    shown.show();
    shown.toFront();
  }

  void prepare() {}

  Stage stage() {
    return Objects.requireNonNull(stage);
  }

  Home home() {
    return Objects.requireNonNull(home);
  }

  /** Waits, at most ten seconds, until something is so. */
  static void until(Callable<Boolean> condition) throws TimeoutException {
    Waits.until(10, condition);
  }

  boolean shows(String query) {
    return lookup(query).queryAll().stream().anyMatch(FakeWindow::visible);
  }

  static boolean visible(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /** Goes on by keys to what is there. */
  void tabTo(String query) {
    for (int i = 0; i < 40 && !focused(query); i++) {
      push(KeyCode.TAB);
    }
    assertTrue(focused(query), query);
  }

  private boolean focused(String query) {
    return lookup(query).query().isFocused();
  }

  /** Whether something is there and can be pressed. */
  boolean can(String query) {
    return lookup(query).tryQuery().map(n -> !n.isDisabled()).orElse(false);
  }
}
