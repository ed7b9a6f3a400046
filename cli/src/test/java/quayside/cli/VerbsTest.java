package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.Demo;
import quayside.core.embedded.EmbeddedNode;

/** The verbs against two embedded nodes, over real SSH. */
class VerbsTest {
  @TempDir private Path folder = Path.of("");
  private Terminal terminal = new Terminal(folder);
  private Optional<Demo> opened = Optional.empty();

  @BeforeEach
  void open() throws IOException {
    terminal = new Terminal(folder);
    opened = Optional.of(Demo.start(folder.resolve("nodes"), 0));
    for (EmbeddedNode node : nodes()) {
      assertEquals(0, add(node.name(), node, node.hostKeySha256()), terminal::toString);
    }
  }

  @AfterEach
  void close() {
    opened.ifPresent(Demo::close);
  }

  private List<EmbeddedNode> nodes() {
    return opened.orElseThrow().nodes();
  }

  private int add(String name, EmbeddedNode node, String hostKey) {
    return terminal.run(
        "node",
        "add",
        name,
        "ssh://root@127.0.0.1:" + node.port(),
        "--identity",
        node.rootKeyFile().toString(),
        "--host-key",
        hostKey);
  }

  @Test
  void nodesAndContainersAreListed() {
    assertEquals(0, terminal.run("node", "ls", "--json"), terminal::toString);
    assertEquals(2, terminal.out().lines().count());
    assertTrue(terminal.last().contains("\"status\":\"ready\""), terminal::toString);
    assertEquals(0, terminal.run("ls"), terminal::toString);
    assertTrue(terminal.out().contains("harbor-a:web-01"), terminal::toString);
    assertEquals(0, terminal.run("ls", "harbor-b", "--json"));
    assertFalse(terminal.out().contains("web-01"), terminal::toString);
    assertEquals(0, terminal.run("show", "harbor-a:web-01", "--json"));
    assertTrue(terminal.last().contains("\"record\":{"), terminal::toString);
    assertEquals(0, terminal.run("node", "check", "harbor-a"));
  }

  @Test
  void containersAreStoppedAndStarted() {
    assertEquals(0, terminal.run("stop", "harbor-a:web-01", "harbor-a:mail-01"));
    assertEquals("stopped", state("harbor-a:web-01"));
    assertEquals(0, terminal.run("start", "harbor-a:web-01"));
    assertEquals(0, terminal.run("freeze", "harbor-a:web-01"));
    assertEquals("frozen", state("harbor-a:web-01"));
    assertEquals(0, terminal.run("unfreeze", "harbor-a:web-01"));
    assertEquals(0, terminal.run("restart", "harbor-a:web-01"));
    assertEquals("running", state("harbor-a:web-01"));
  }

  private String state(String container) {
    assertEquals(0, terminal.run("show", container, "--json"), terminal::toString);
    return terminal.last().replaceAll(".*?\"state\":\"([a-z]+)\".*", "$1");
  }

  @Test
  void whatANodeDoesNotKnowIsRefused() {
    assertEquals(1, terminal.run("snapshot", "ls", "harbor-a:web-01"));
    assertTrue(terminal.err().contains("for Incus and LXD servers"), terminal::toString);
    assertEquals(1, terminal.run("snapshot", "create", "harbor-a:web-01", "x", "--days", "2"));
    assertEquals(1, terminal.run("rename", "harbor-a:web-01", "web-02"));
    for (List<String> way : List.of(List.of("--force"), List.of("--within", "5"))) {
      var words = new ArrayList<>(List.of("stop", "harbor-a:web-01"));
      words.addAll(way);
      assertEquals(1, terminal.run(words.toArray(String[]::new)));
      assertTrue(terminal.err().contains("cannot do that by force"), terminal::toString);
    }
    assertEquals("running", state("harbor-a:web-01"));
  }

  @Test
  void nothingIsDeletedWithoutAWord() {
    assertEquals(1, terminal.run("delete", "harbor-b:wiki"));
    assertTrue(terminal.err().contains("--yes"), terminal::toString);
    assertEquals("stopped", state("harbor-b:wiki"));
    assertEquals(0, terminal.run("delete", "harbor-b:wiki", "--yes"), terminal::toString);
    assertEquals(1, terminal.run("show", "harbor-b:wiki"));
  }

  @Test
  void aContainerIsMoved() {
    assertEquals(
        0, terminal.run("send", "harbor-a:web-01", "harbor-b", "--json"), terminal::toString);
    assertTrue(terminal.last().contains("\"type\":\"operation\""), terminal::toString);
    assertTrue(terminal.last().contains("\"status\":\"succeeded\""), terminal::toString);
    assertTrue(terminal.out().contains("\"type\":\"progress\""), terminal::toString);
    assertEquals("running", state("harbor-b:web-01"));
    assertEquals(1, terminal.run("show", "harbor-a:web-01"));
    assertEquals(0, terminal.run("activity", "ls"), terminal::toString);
    assertTrue(terminal.out().contains("succeeded"), terminal::toString);
  }

  @Test
  void aTakenIdIsRefusedByTheCheck() {
    assertEquals(
        3,
        terminal.run("send", "harbor-a:web-01", "harbor-b", "--as-id", "wiki"),
        terminal::toString);
    assertTrue(terminal.err().contains("Nothing was changed"), terminal::toString);
    assertEquals("running", state("harbor-a:web-01"));
  }

  @Test
  void aWayThatDoesNotLeadThereIsRefused() {
    assertEquals(
        3,
        terminal.run("send", "harbor-a:web-01", "harbor-b", "--way", "rail", "--check", "--json"),
        terminal::toString);
    assertTrue(terminal.out().contains("\"code\":\"no-way\""), terminal::toString);
    assertTrue(terminal.out().contains("but: osctl."), terminal::toString);
    assertEquals(
        0,
        terminal.run("send", "harbor-a:web-01", "harbor-b", "--way", "osctl", "--check"),
        terminal::toString);
  }

  @Test
  void aCloneWaitsUntilItIsToldToSwitch() {
    assertEquals(
        0,
        terminal.run(
            "send",
            "harbor-a:mail-01",
            "harbor-b",
            "--clone",
            "--as-id",
            "copy",
            "--switch",
            "ask",
            "--json"),
        terminal::toString);
    assertTrue(terminal.last().contains("\"status\":\"waiting\""), terminal::toString);
    String id = terminal.last().replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
    assertEquals(0, terminal.run("activity", "cancel", id), terminal::toString);
    assertEquals(1, terminal.run("show", "harbor-b:copy"), terminal::toString);
    assertEquals("running", state("harbor-a:mail-01"));
  }

  @Test
  void theStepsGoByHandAndCleanUpLooksFirst() {
    assertEquals(
        0, terminal.run("send", "config", "harbor-a:build-07", "harbor-b"), terminal::toString);
    assertEquals(0, terminal.run("send", "rootfs", "harbor-a:build-07"), terminal::toString);
    assertEquals(0, terminal.run("send", "sync", "harbor-a:build-07"), terminal::toString);
    assertEquals(1, terminal.run("send", "cleanup", "harbor-a:build-07"), terminal::toString);
    assertTrue(terminal.err().contains("left as it is"), terminal::toString);
    assertEquals(0, terminal.run("send", "state", "harbor-a:build-07"), terminal::toString);
    assertEquals(0, terminal.run("send", "cleanup", "harbor-a:build-07"), terminal::toString);
    assertEquals("stopped", state("harbor-b:build-07"));
    assertEquals(1, terminal.run("show", "harbor-a:build-07"));
  }

  @Test
  void anOpenSendIsTakenBackByHand() {
    assertEquals(
        0, terminal.run("send", "config", "harbor-a:build-07", "harbor-b"), terminal::toString);
    assertEquals(0, terminal.run("send", "cancel", "harbor-a:build-07"), terminal::toString);
    assertEquals(1, terminal.run("show", "harbor-b:build-07"), terminal::toString);
  }

  @Test
  void anotherHostKeyIsRefusedInWords() {
    EmbeddedNode node = nodes().getFirst();
    assertEquals(1, add("again", node, "SHA256:" + "A".repeat(43)));
    assertTrue(terminal.err().contains(node.hostKeySha256()), terminal::toString);
  }
}
