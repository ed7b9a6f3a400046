package quayside.gui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.testfx.framework.junit5.ApplicationTest;
import quayside.core.Quayside;
import quayside.core.fleet.NodeView;
import quayside.core.home.Home;
import quayside.core.model.Node;
import quayside.core.operation.OperationView;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.fake.FakePicker;
import quayside.gui.fx.Ui;
import quayside.gui.keys.KeyDesk;
import quayside.gui.keys.Questions;
import quayside.gui.settings.Settings;
import quayside.gui.transfer.TransferDesk;
import quayside.transport.SshSettings;
import quayside.transport.Vault;

/** The window on the real engine with real nodes, over real connections. */
abstract class EngineWindow extends ApplicationTest {
  private static final int PATIENCE_SECONDS = 60;
  final FakePicker picker = new FakePicker();
  private Path archiveFolder = Path.of("");
  private @Nullable Quayside quayside;

  /**
   * Starts what the window shall know.
   *
   * @param folder of this test
   * @param ssh where the engine keeps what it knows of hosts
   */
  abstract List<Node> nodes(Path folder, Path ssh) throws IOException;

  @Override
  public void start(Stage stage) throws IOException {
    Path folder = Files.createTempDirectory("real-window");
    Home home = Home.in(folder.resolve("home"));
    Path ssh = Files.createDirectories(folder.resolve("ssh"));
    List<Node> nodes = nodes(folder, ssh);
    Ui ui = Ui.ofJavaFx();
    Questions questions = new Questions(ui.fx());
    var vault = new Vault(questions);
    Quayside engine = Quayside.open(home, SshSettings.in(ssh), questions, vault);
    quayside = engine;
    for (Node node : nodes) {
      engine.fleet().add(node);
    }
    Window window = new Window(stage, ui, home, Settings.DEFAULT, () -> {});
    ArchiveDesk archives = ArchiveDesk.of(ui, home, picker);
    archiveFolder = archives.folder();
    window.open(
        engine.fleet(),
        engine.moves(),
        engine.activity(),
        KeyDesk.of(engine, vault),
        archives,
        new TransferDesk(
            engine.fleet(),
            engine.exports(),
            engine.imports(),
            archives.memory(),
            archives.folder(),
            picker,
            Clock.system(ZoneId.systemDefault())),
        engine.creations(),
        questions);
    stage.show();
    stage.toFront();
  }

  /** Ends what {@link #nodes} started. */
  abstract void closeNodes() throws IOException;

  @AfterEach
  void closeAll() throws IOException {
    if (quayside != null) {
      quayside.close();
      closeNodes();
    }
  }

  Quayside engine() {
    return Objects.requireNonNull(quayside);
  }

  /** Where exports go unless another folder was chosen. */
  Path archiveFolder() {
    return archiveFolder;
  }

  /** Waits until all nodes have answered and a container of theirs is to be seen. */
  void ready(String container) throws TimeoutException {
    until(
        () -> engine().fleet().nodes().stream().allMatch(n -> n.status() == NodeView.Status.READY));
    until(() -> !lookup(container).queryAll().isEmpty());
  }

  /** Waits for something that takes connections and streams. */
  static void until(Callable<Boolean> condition) throws TimeoutException {
    Waits.until(PATIENCE_SECONDS, condition);
  }

  boolean canGo() {
    return lookup("#go")
        .tryQuery()
        .map(n -> n instanceof Button go && !go.isDisabled())
        .orElse(false);
  }

  boolean ended(OperationView.Status status) {
    return engine().activity().operations().stream().anyMatch(op -> op.status() == status);
  }

  boolean has(String node, String id) {
    return engine().fleet().nodes().stream()
        .filter(n -> n.node().name().equals(node))
        .flatMap(n -> n.containers().stream())
        .anyMatch(c -> c.ref().id().equals(id));
  }

  javafx.scene.Node fleetRow(int index) {
    return lookup("#fleet .list-cell").queryAllAs(ListCell.class).stream()
        .filter(cell -> cell.getIndex() == index && !cell.isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
