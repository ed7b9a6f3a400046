package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.testfx.util.WaitForAsyncUtils;
import quayside.core.model.ContainerState;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.transport.Endpoint;

/** The window on the real engine and servers that lab/incus/up started. */
abstract class RealServerWindow extends EngineWindow {
  private static final String LAB = System.getenv().getOrDefault("QUAYSIDE_INCUS_LAB", "");
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final int MOST_TABS = 40;

  private final List<String> named = new ArrayList<>();

  /**
   * The servers in the order of the fleet: two of Incus, one of LXD, unless a test wants others.
   */
  List<String> servers() {
    return List.of("inc-a", "inc-b", "lxd-a");
  }

  /** Makes what the window shall find. */
  void prepare() throws IOException {}

  /** A name that nothing has; what has it in the end is removed from all servers. */
  final String unused() {
    String id = "m-u" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    named.add(id);
    return id;
  }

  /** Makes a stopped container of the lab's image. */
  final String make(String server) throws IOException {
    String id = unused();
    must(server, tool(server), "-q", "init", "tiny", id);
    return id;
  }

  static String tool(String server) {
    return server.startsWith("lxd") ? "lxc" : "incus";
  }

  @Override
  List<quayside.core.model.Node> nodes(Path folder, Path ssh) throws IOException {
    Files.copy(Path.of(LAB, "client/known_hosts"), ssh.resolve("known_hosts"));
    var nodes = new ArrayList<quayside.core.model.Node>();
    for (String server : servers()) {
      Platform platform = server.startsWith("lxd") ? Platform.LXD : Platform.INCUS;
      var address =
          Endpoint.Ssh.parse("root@" + host(server))
              .withIdentity(Path.of(LAB, "client/id_ed25519"));
      nodes.add(new quayside.core.model.Node(server, platform, address, Optional.empty()));
    }
    prepare();
    return nodes;
  }

  @Override
  void closeNodes() throws IOException {
    for (String id : named) {
      for (String server : servers()) {
        String _ = tried(server, tool(server), "delete", "-f", id);
      }
    }
  }

  private static String host(String server) throws IOException {
    String config = Files.readString(Path.of(LAB, "client/ssh_config"));
    var host = Pattern.compile("Host " + server + "\\s+HostName (\\S+)").matcher(config);
    assertTrue(host.find(), server);
    return host.group(1);
  }

  /** What a command on a server prints, errors too. */
  static String tried(String server, String... command) throws IOException {
    return told("", server, command);
  }

  /** The same for a command that is told something. */
  static String told(String input, String server, String... command) throws IOException {
    var words = new ArrayList<>(List.of(Path.of(LAB, "in").toString(), server));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try (var said = process.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Does something on a server that must not fail. */
  static void must(String server, String... command) throws IOException {
    assertEquals("", tried(server, command));
  }

  /** What a server says of an instance: {@code RUNNING}, {@code STOPPED}, or nothing. */
  static String state(String server, String id) throws IOException {
    return tried(server, tool(server), "list", "-f", "csv", "-c", "s", "^" + id + "$").strip();
  }

  /** Drops a container on the node in a row of the fleet; others come and go in the table. */
  final void dropped(String id, int node) throws TimeoutException {
    clickOn("#filter").write(id);
    until(() -> table().getItems().size() == 1);
    Node row = from(table()).lookup(id).query(); // not the words in the filter
    drag(row, MouseButton.PRIMARY).moveTo(fleetRow(node)).moveBy(3, 3).moveBy(2, 1).drop();
  }

  /** Waits until the last operation of a container has ended well. */
  final void succeeded(String id) throws TimeoutException {
    until(() ->
        operations(id).stream()
            .map(OperationView::status)
            .anyMatch(s -> s == Status.SUCCEEDED || s == Status.FAILED));
    OperationView last = operations(id).getFirst();
    assertEquals(Status.SUCCEEDED, last.status(), last.problem().toString());
  }

  private List<OperationView> operations(String id) {
    return engine().activity().operations().stream()
        .filter(op -> op.source().container().orElseThrow().id().equals(id))
        .toList();
  }

  /** Whether operations of a kind ended well, as many as that. */
  final boolean succeeded(OperationView.Kind kind, int count) {
    return engine().activity().operations().stream()
            .filter(op -> op.kind() == kind && op.status() == Status.SUCCEEDED)
            .count()
        == count;
  }

  final boolean runs(String server, String id) {
    return engine().fleet().nodes().stream()
        .filter(view -> view.node().name().equals(server))
        .flatMap(view -> view.containers().stream())
        .anyMatch(c -> c.ref().id().equals(id) && c.state() == ContainerState.RUNNING);
  }

  final boolean shows(String query) {
    return lookup(query).queryAll().stream().anyMatch(FakeWindow::visible);
  }

  private TableView<?> table() {
    return lookup("#containers").queryTableView();
  }

  /** Presses Tab until something has the keyboard. */
  final void tabTo(String query) {
    for (int i = 0; i < MOST_TABS; i++) {
      WaitForAsyncUtils.waitForFxEvents();
      if (lookup(query).tryQuery().map(Node::isFocused).orElse(false)) {
        return;
      }
      push(KeyCode.TAB);
    }
    throw new AssertionError("Tab does not lead to " + query);
  }

  /** Chooses a container by the keyboard alone. */
  final void chosenByKeys(String id) throws TimeoutException {
    push(KeyCode.CONTROL, KeyCode.F);
    write(id);
    until(() -> table().getItems().size() == 1);
    push(KeyCode.CONTROL, KeyCode.DIGIT2);
    push(KeyCode.HOME);
  }
}
