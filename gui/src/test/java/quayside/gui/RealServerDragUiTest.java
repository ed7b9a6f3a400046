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
import java.util.regex.Pattern;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView.Status;
import quayside.transport.Endpoint;

/** Drags containers between real servers: from Incus to Incus, and from LXD to Incus. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
class RealServerDragUiTest extends EngineWindow {
  private static final String LAB = System.getenv().getOrDefault("QUAYSIDE_INCUS_LAB", "");
  private static final List<String> SERVERS = List.of("inc-a", "inc-b", "lxd-a");

  private final String incus = "m-u" + ProcessHandle.current().pid() + "i";
  private final String lxd = "m-u" + ProcessHandle.current().pid() + "l";

  @Override
  List<Node> nodes(Path folder, Path ssh) throws IOException {
    Files.copy(Path.of(LAB, "client/known_hosts"), ssh.resolve("known_hosts"));
    var nodes = new ArrayList<Node>();
    for (String server : SERVERS) {
      Platform platform = server.startsWith("lxd") ? Platform.LXD : Platform.INCUS;
      var address =
          Endpoint.Ssh.parse("root@" + host(server))
              .withIdentity(Path.of(LAB, "client/id_ed25519"));
      nodes.add(new Node(server, platform, address, Optional.empty()));
    }
    assertEquals("", tried("inc-a", "incus", "-q", "init", "tiny", incus));
    assertEquals("", tried("lxd-a", "lxc", "-q", "init", "tiny", lxd));
    return nodes;
  }

  @Override
  void closeNodes() throws IOException {
    for (String id : List.of(incus, lxd)) {
      for (String server : SERVERS) {
        tried(server, server.startsWith("lxd") ? "lxc" : "incus", "delete", "-f", id);
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
  private static String tried(String server, String... command) throws IOException {
    var words = new ArrayList<>(List.of(Path.of(LAB, "in").toString(), server));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var said = process.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void dragged(String id, String from) throws Exception {
    drag(id, MouseButton.PRIMARY).moveTo(fleetRow(1)).moveBy(3, 3).moveBy(2, 1).drop();
    until(this::canGo);
    clickOn("#go");
    until(() -> ended(Status.SUCCEEDED, id));
    until(() -> has("inc-b", id) && !has(from, id));
    assertTrue(tried("inc-b", "incus", "list", "-f", "csv", "-c", "ns").contains(id + ",STOPPED"));
  }

  private boolean ended(Status status, String id) {
    return engine().activity().operations().stream()
        .filter(op -> op.source().container().orElseThrow().id().equals(id))
        .anyMatch(op -> op.status() == status);
  }

  @Test
  void fromIncusToIncusAndFromLxdToIncus() throws Exception {
    ready(incus);
    dragged(incus, "inc-a");
    clickOn(fleetRow(2));
    until(() -> !lookup(lxd).queryAll().isEmpty());
    dragged(lxd, "lxd-a");
  }
}
