package quayside.gui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;
import quayside.core.Quayside;
import quayside.core.embedded.Demo;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.fleet.NodeView;
import quayside.core.home.Home;
import quayside.core.model.Node;
import quayside.core.model.Platform;
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

/** The window on the real engine and two embedded nodes, over real SSH connections. */
abstract class RealWindow extends ApplicationTest {
  private static final int PATIENCE_SECONDS = 60;
  final FakePicker picker = new FakePicker();
  private Path archiveFolder = Path.of("");
  private @Nullable EmbeddedNode a;
  private @Nullable EmbeddedNode b;
  private @Nullable Quayside quayside;

  /** Whether the nodes trust each other from the beginning. */
  boolean trusting() {
    return true;
  }

  @Override
  public void start(Stage stage) throws IOException {
    Path folder = Files.createTempDirectory("real-window");
    Home home = Home.in(folder.resolve("home"));
    EmbeddedNode source = node(folder, "harbor-a", 1_000_000);
    EmbeddedNode target = node(folder, "harbor-b", 80_000_000);
    a = source;
    b = target;
    source.create("web-01", DemoContent.small(1));
    source.create("build-07", DemoContent.small(2));
    source.startContainer("web-01");
    if (trusting()) {
      source.trustAt(target);
    }
    Ui ui = Ui.ofJavaFx();
    Questions questions = new Questions(ui.fx());
    var ssh = SshSettings.in(Files.createDirectories(folder.resolve("ssh")));
    var vault = new Vault(questions);
    Quayside engine = Quayside.open(home, ssh, questions, vault);
    quayside = engine;
    for (EmbeddedNode node : List.of(source, target)) {
      engine
          .fleet()
          .add(new Node(node.name(), Platform.VPSADMINOS, Demo.endpoint(node), Optional.empty()));
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
            engine.exports(),
            engine.imports(),
            archives.memory(),
            archives.folder(),
            picker,
            Clock.system(ZoneId.systemDefault())),
        questions);
    stage.show();
    stage.toFront();
  }

  /** Bytes a second that running containers write. */
  int writeRate() {
    return 200_000;
  }

  private EmbeddedNode node(Path folder, String name, long firstId) throws IOException {
    var options =
        EmbeddedNode.Options.named(name).withFirstHostId(firstId).withWriteRate(writeRate());
    return EmbeddedNode.start(folder.resolve(name), options);
  }

  @AfterEach
  void closeAll() {
    engine().close();
    source().close();
    target().close();
  }

  EmbeddedNode source() {
    return Objects.requireNonNull(a);
  }

  EmbeddedNode target() {
    return Objects.requireNonNull(b);
  }

  /** Where exports go unless another folder was chosen. */
  Path archiveFolder() {
    return archiveFolder;
  }

  Quayside engine() {
    return Objects.requireNonNull(quayside);
  }

  /** Waits until both nodes have answered and their containers are to be seen. */
  void ready() throws TimeoutException {
    until(
        () -> engine().fleet().nodes().stream().allMatch(n -> n.status() == NodeView.Status.READY));
    until(() -> !lookup("build-07").queryAll().isEmpty());
  }

  /** Waits for something that takes connections and streams. */
  static void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
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

  boolean has(EmbeddedNode node, String id) {
    return engine().fleet().nodes().stream()
        .filter(n -> n.node().name().equals(node.name()))
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
