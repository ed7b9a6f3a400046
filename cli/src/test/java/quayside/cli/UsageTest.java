package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  @TempDir private Path folder = Path.of("");
  private Terminal terminal = new Terminal(folder);

  @BeforeEach
  void open() {
    terminal = new Terminal(folder);
  }

  @Test
  void helpTellsEveryVerb() {
    assertEquals(0, terminal.run("--help"));
    String help = terminal.out();
    for (String verb :
        new String[] {
          "demo",
          "embedded",
          "node",
          "ls",
          "show",
          "start",
          "stop",
          "restart",
          "freeze",
          "unfreeze",
          "delete",
          "send",
          "create",
          "config",
          "profile",
          "project",
          "operation",
          "activity",
          "archive",
          "completion"
        }) {
      assertTrue(help.contains("\n  " + verb + " "), verb);
      assertEquals(0, terminal.run(verb, "--help"), verb);
    }
  }

  @Test
  void versionIsOneLine() {
    assertEquals(0, terminal.run("--version"));
    assertTrue(terminal.out().startsWith("quayside "), terminal.out());
  }

  @Test
  void wrongUsageIsTwo() {
    assertEquals(2, terminal.run());
    assertEquals(2, terminal.run("fly"));
    assertEquals(2, terminal.run("send", "alpha:web"));
    assertEquals(2, terminal.run("send", "alpha:web", "beta", "--port", "many"));
    assertEquals(2, terminal.run("ls", "--json", "--loud"));
    assertTrue(terminal.last().startsWith("{\"type\":\"error\",\"code\":\"usage\""), terminal::out);
  }

  /** Before any node is asked: there is none of that name. */
  @Test
  void whatIsNoSettingOrDeviceIsWrongUsage() {
    for (String[] verb :
        new String[][] {
          {"create", "nowhere:web", "--empty"},
          {"config", "set", "nowhere:web"},
          {"profile", "create", "nowhere:p"},
          {"profile", "edit", "nowhere:p"}
        }) {
      for (String[] wrong :
          new String[][] {
            {"--config", "limits.memory"}, {"--config-from", "=file"}, {"--device", "eth0"}
          }) {
        assertEquals(2, terminal.run(with(verb, wrong)), terminal::toString);
        assertTrue(terminal.err().contains(wrong[1]), terminal::toString);
      }
    }
  }

  @Test
  void whatIsDeletedWhenItStopsDoesNotLast() {
    String[] set = {"config", "set", "nowhere:web"};
    assertEquals(2, terminal.run(set), terminal::toString);
    assertTrue(terminal.err().contains("--lasting"), terminal::toString);
    assertEquals(2, terminal.run(with(set, "--lasting", "--ephemeral")), terminal::toString);
    assertTrue(terminal.err().contains("--ephemeral, --lasting"), terminal::toString);
    for (String one : List.of("--lasting", "--ephemeral")) {
      assertEquals(1, terminal.run(with(set, one)), terminal::toString);
      assertTrue(terminal.err().contains("nowhere"), terminal::toString);
    }
  }

  @Test
  void aCertificateIsOneAndForServersThatSignTheirOwn() throws IOException {
    Path file = folder.resolve("server.crt");
    Files.writeString(file, "no certificate");
    String[] image = {"create", "nowhere:web", "--image", "a", "--certificate", file.toString()};
    assertEquals(2, terminal.run(image), terminal::toString);
    String[] streams = with(image, "--server", "https://x");
    assertEquals(2, terminal.run(streams), terminal::toString);
    assertTrue(terminal.err().contains("--protocol incus or lxd"), terminal::toString);
    String[] server = with(streams, "--protocol", "incus");
    assertEquals(2, terminal.run(server), terminal::toString);
    assertTrue(terminal.err().contains("There is no certificate (PEM) in"), terminal::toString);
    Files.delete(file);
    assertEquals(1, terminal.run(server), terminal::toString);
    assertTrue(terminal.err().contains("There is no file " + file), terminal::toString);
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void unknownNodesAreOneSentence() {
    assertEquals(1, terminal.run("ls", "nowhere"));
    assertTrue(terminal.err().contains("nowhere"), terminal::toString);
    assertEquals(1, terminal.run("send", "alpha:web", "beta", "--json"));
    assertTrue(terminal.last().contains("\"code\":\"unknown-node\""), terminal::toString);
    assertEquals(1, terminal.run("activity", "show", "none", "--json"));
    assertTrue(terminal.last().contains("\"code\":\"operation-unknown\""), terminal::toString);
  }

  @Test
  void addressesAreChecked() {
    assertEquals(2, terminal.run("node", "add", "a", "http://example.org", "--no-check"));
    assertTrue(terminal.err().contains("ssh://USER@HOST"), terminal::toString);
    assertEquals(2, terminal.run("node", "add", "$(id)", "ssh://root@127.0.0.1", "--no-check"));
    for (String peer : List.of("a b", "$(id):22", "a;b", "a\nb:1", "-oProxyCommand=x", "[::1")) {
      assertEquals(
          2,
          terminal.run("node", "add", "a", "ssh://root@127.0.0.1", "--no-check", "--peer=" + peer),
          peer);
    }
    assertEquals(2, terminal.run("send", "a:b", "c", "--switch", "soon"));
    assertTrue(terminal.err().contains("below=2s"), terminal::toString);
    assertEquals(2, terminal.run("send", "a:b", "c", "--check", "--fix"));
  }

  @Test
  void completionIsAScript() {
    assertEquals(0, terminal.run("completion", "bash"));
    assertTrue(terminal.out().contains("complete -F"), "a bash completion");
    assertTrue(
        terminal.out().contains("function _picocli_quayside_archive_extract()"),
        "verbs of archives");
    assertTrue(terminal.out().contains("'--ephemeral' '--lasting'"), terminal::toString);
    assertEquals(0, terminal.run("completion", "zsh"));
    assertTrue(terminal.out().contains("bashcompinit"), "zsh is taught bash's way");
  }

  @Test
  void theBookIsKept() {
    assertEquals(0, terminal.run("node", "add", "a", "ssh://root@127.0.0.1:9", "--no-check"));
    assertEquals(0, terminal.run("node", "edit", "a", "--name", "b", "--peer", "10.0.0.1:2222"));
    assertEquals(0, terminal.run("node", "edit", "b", "--timeout", "40"));
    assertEquals(0, terminal.run("node", "ls", "--offline", "--json"));
    assertTrue(terminal.last().contains("\"name\":\"b\""), terminal::toString);
    assertTrue(terminal.last().contains("\"peer\":\"10.0.0.1:2222\""), terminal::toString);
    assertTrue(terminal.last().contains("\"timeoutSeconds\":40"), terminal::toString);
    assertEquals(0, terminal.run("node", "rm", "b"));
    assertEquals(1, terminal.run("node", "rm", "b"));
  }
}
