package quayside.gui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import quayside.core.Quayside;
import quayside.core.embedded.Demo;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.home.Home;
import quayside.core.home.LogFile;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.gui.fx.Ui;
import quayside.gui.keys.Questions;
import quayside.transport.Keyring;
import quayside.transport.SshSettings;
import quayside.transport.Vault;

/**
 * What stands behind the window: the engine on a home and, for a demo, two nodes of its own.
 *
 * @param vault what was answered to questions for secrets
 * @param demo the nodes of a demo
 */
record Engine(Quayside quayside, Vault vault, Home home, LogFile log, Optional<Demo> demo)
    implements AutoCloseable {
  /**
   * Where everything is kept: the user's home, or a folder of the demo's own, which goes with it.
   */
  static Home home(boolean demo, Map<String, String> environment) throws IOException {
    if (!demo || !environment.getOrDefault("QUAYSIDE_HOME", "").isEmpty()) {
      return Home.of(environment);
    }
    Path folder = Files.createTempDirectory("quayside-demo");
    Ui.atExit("demo's folder", () -> Demo.remove(folder));
    return Home.in(folder);
  }

  /** Opens the engine; a demo's nodes are started and written into the node book. */
  static Engine open(Home home, boolean demo, Questions questions) throws IOException {
    LogFile log = LogFile.open(home);
    Optional<Keyring> keyring = demo ? Optional.empty() : Keyring.ofSystem(System.getenv());
    keyring.ifPresent(ring -> questions.keyring(ring.name()));
    var vault = new Vault(questions, keyring);
    if (!demo) {
      Quayside user = Quayside.open(home, SshSettings.ofUser(), questions, vault);
      return new Engine(user, vault, home, log, Optional.empty());
    }
    Path folder = Files.createDirectories(home.state().resolve("demo"));
    Demo nodes = Demo.watched(folder);
    SshSettings ssh = SshSettings.in(Files.createDirectories(folder.resolve("ssh")));
    Quayside quayside = Quayside.open(home, ssh, questions, vault);
    for (EmbeddedNode node : nodes.nodes()) {
      enter(quayside, node);
    }
    return new Engine(quayside, vault, home, log, Optional.of(nodes));
  }

  private static void enter(Quayside quayside, EmbeddedNode node) throws IOException {
    var page = new Node(node.name(), Platform.VPSADMINOS, Demo.endpoint(node), Optional.empty());
    boolean known =
        quayside.fleet().nodes().stream().anyMatch(v -> v.node().name().equals(node.name()));
    if (known) {
      quayside.fleet().update(node.name(), page);
    } else {
      quayside.fleet().add(page);
    }
  }

  @Override
  public void close() {
    quayside.close();
    vault.close();
    demo.ifPresent(Demo::close);
    log.close();
  }
}
