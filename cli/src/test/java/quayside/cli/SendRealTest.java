package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What only moves between Incus and LXD servers can be told, on those that lab/incus/up started.
 */
class SendRealTest extends Lab {
  private static final String ID = "cli-s" + ProcessHandle.current().pid();

  @BeforeEach
  void know() throws IOException {
    add("inc-a");
    String key = LAB + "/client/id_ed25519";
    run("node", "add", "other", "ssh://root@" + host("inc-b"), "--identity", key);
  }

  @AfterEach
  void remove() throws IOException {
    for (String server : new String[] {"inc-a", "inc-b"}) {
      for (String name : on(server, "incus", "list", "-f", "csv", "-c", "n").split("\n", -1)) {
        if (name.startsWith(ID)) {
          on(server, "incus", "delete", "-f", name);
        }
      }
    }
  }

  private static void inside(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of("incus", "exec", ID, "--"));
    words.addAll(List.of(command));
    on("inc-a", words.toArray(String[]::new));
  }

  /** The files of root in the clone, which is stopped. */
  private static String files() throws IOException {
    String pool = "/var/lib/incus/storage-pools/default/containers/";
    return on("inc-b", "ls", pool + ID + "/rootfs/root");
  }

  @Test
  void aSnapshotIsClonedAndTheCloneBroughtUpToDate() throws IOException {
    on("inc-a", "incus", "launch", "tiny", ID);
    inside("touch", "/root/then");
    run("snapshot", "create", "it:" + ID, "first");
    inside("mv", "/root/then", "/root/now");
    run("send", "it:" + ID, "other", "--clone", "--snapshot", "first", "--no-start");
    assertEquals("then", files(), terminal::toString);
    run("send", "it:" + ID, "other", "--clone", "--refresh");
    assertEquals("now", files(), terminal::toString);
    String there = on("inc-b", "incus", "list", "-f", "csv", "-c", "n");
    assertFalse(there.contains(ID + "-before-"), there);
    assertEquals("RUNNING", on("inc-a", "incus", "list", ID, "-f", "csv", "-c", "s"));
  }

  @Test
  void whatRunsGoesOnThereWithItsMemory() throws IOException {
    on("inc-a", "incus", "launch", "tiny", ID, "-p", "default", "-p", "live");
    inside("touch", "/dev/memory");
    run("send", "it:" + ID, "other", "--live");
    assertEquals("", on("inc-a", "incus", "list", ID, "-f", "csv", "-c", "n"));
    // /dev is in memory, so whatever was started anew has no such file
    assertEquals("/dev/memory", on("inc-b", "incus", "exec", ID, "--", "ls", "/dev/memory"));
  }

  /** The check names the command that puts it right, and that one does. */
  @Test
  void whatIsDeletedWhenItStopsIsMadeLastingByTheCommandThatTheCheckNames() throws IOException {
    on("inc-a", "incus", "launch", "tiny", ID, "--ephemeral");
    assertEquals(3, terminal.run("send", "it:" + ID, "other", "--check"), terminal::toString);
    var named =
        Pattern.compile("Make it lasting first \\(quayside (.*?)\\)").matcher(terminal.err());
    assertTrue(named.find(), terminal::toString);
    run(named.group(1).split(" ", -1));
    run("send", "it:" + ID, "other", "--check");
    assertEquals("RUNNING", on("inc-a", "incus", "list", ID, "-f", "csv", "-c", "s"));
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnythingIsChanged() throws IOException {
    on("inc-a", "incus", "init", "tiny", ID);
    assertEquals(3, terminal.run("send", "it:" + ID, "other", "--live"), terminal::toString);
    assertEquals(3, terminal.run("send", "it:" + ID, "other", "--refresh"), terminal::toString);
    assertTrue(terminal.err().contains("that could be refreshed"), terminal::toString);
    assertNotEquals(0, terminal.run("send", "it:" + ID, "other", "--clone", "--snapshot", "none"));
    assertEquals(
        2, terminal.run("send", "it:" + ID, "other", "--live", "--refresh"), terminal::toString);
    assertTrue(terminal.err().contains("exclude each other"), terminal::toString);
    assertEquals("", on("inc-b", "incus", "list", ID, "-f", "csv", "-c", "n"));
  }
}
