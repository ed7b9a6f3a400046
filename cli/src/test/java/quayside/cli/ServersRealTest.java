package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs against the servers that lab/incus/up started. */
@Timeout(180)
class ServersRealTest extends Lab {

  private String state(String container) {
    run("show", container, "--json");
    return terminal.last().replaceAll(".*?\"state\":\"([a-z]+)\".*", "$1");
  }

  @ParameterizedTest
  @CsvSource({"lxd-a, lxd, lxc, LXD", "inc-a, incus, incus, Incus"})
  void containersAreManagedThroughTheSocketBehindSsh(
      String server, String kind, String tool, String title) throws IOException {
    add(server);
    assertTrue(terminal.last().contains("\"kind\":\"" + kind + "\""), terminal::toString);
    run("node", "ls");
    assertTrue(terminal.out().contains(title), terminal::toString);
    String id = "c-cli-" + ProcessHandle.current().pid();
    String name = "it:" + id;
    on(server, tool, "-q", "init", "tiny", id);
    try {
      run("ls", "it", "--json");
      assertTrue(terminal.out().contains("\"id\":\"" + id + "\""), terminal::toString);
      run("start", name);
      assertEquals("running", state(name));
      run("freeze", name);
      assertEquals("frozen", state(name));
      run("unfreeze", name);
      run("stop", "--force", name);
      assertEquals("stopped", state("it:default:" + id));
      snapshots(name);
      run("rename", name, id + "-b");
      assertEquals(1, terminal.run("show", name), terminal::toString);
      run("rename", name + "-b", id);
      run("delete", name, "--yes");
      assertEquals(1, terminal.run("show", name), terminal::toString);
    } finally {
      on(server, tool, "delete", "-f", id);
    }
  }

  private void snapshots(String name) {
    run("snapshot", "create", name, "before", "--days", "2");
    run("snapshot", "rename", name, "before", "first");
    run("snapshot", "ls", name, "--json");
    assertTrue(terminal.last().contains("\"name\":\"first\""), terminal::toString);
    assertTrue(terminal.last().contains("\"expires\":\"20"), terminal::toString);
    assertEquals(1, terminal.run("snapshot", "restore", name, "first"), terminal::toString);
    assertTrue(terminal.err().contains("nobody confirmed"), terminal::toString);
    run("snapshot", "restore", name, "first", "--yes");
    run("snapshot", "delete", name, "first", "--yes");
    run("snapshot", "ls", name, "--json");
    assertEquals("", terminal.out());
  }

  @ParameterizedTest
  @CsvSource({"lxd-a, lxd, lxc", "inc-a, incus, incus"})
  void aTokenFromStandardInputOpensTheDoorOnceAndIsShownNowhere(
      String server, String kind, String tool) throws IOException {
    String client = "c-cli-" + ProcessHandle.current().pid();
    String said =
        kind.equals("lxd")
            ? on(server, tool, "config", "trust", "add", "--name", client)
            : on(server, tool, "config", "trust", "add", client);
    String token = said.lines().reduce((_, last) -> last).orElseThrow();
    String[] add = {
      "node", "add", "it", "https://" + host(server), "--token", "--secret-file", "-", "--json"
    };
    terminal.give((token + "\n").getBytes(StandardCharsets.UTF_8));
    run(add);
    String both = terminal.toString();
    try {
      assertTrue(terminal.last().contains("\"kind\":\"" + kind + "\""), both);
      run("node", "check", "it");
      run("ls", "it");
      run("node", "certificate", "--json");
    } finally {
      String print = terminal.last().replaceAll(".*\"fingerprint\":\"([0-9a-f]+)\".*", "$1");
      on(server, tool, "config", "trust", "remove", print.substring(0, 12));
    }
    assertEquals(1, terminal.run("node", "check", "it"), terminal::toString);
    assertTrue(terminal.err().contains("does not know the certificate"), terminal::toString);
    run("node", "rm", "it");
    terminal.give((token + "\n").getBytes(StandardCharsets.UTF_8));
    assertEquals(1, terminal.run(add), terminal::toString);
    assertTrue(terminal.toString().contains("used already"), terminal::toString);
    assertFalse((both + terminal).contains(token), "the token is shown nowhere");
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(token), () -> "a token in " + file);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"lxd, lxd-a", "incus, inc-b"})
  void theRemotesOfTheServersOwnClientsAreTakenOver(String kind, String server) {
    run("node", "import", "--from", LAB + "/client/" + kind + "/config.yml");
    assertTrue(terminal.out().contains(server + " is in the book."), terminal::toString);
    assertTrue(terminal.err().contains("a server of images only"), terminal::toString);
    run("node", "check", server);
    assertTrue(terminal.out().contains("answers: version"), terminal::toString);
    run("node", "ls", "--offline", "--json");
    assertTrue(terminal.out().contains("\"kind\":\"" + kind + "\""), terminal::toString);
    run("node", "import", "--from", LAB + "/client/" + kind + "/config.yml");
    assertTrue(terminal.err().contains("is in the book already"), terminal::toString);
  }
}
