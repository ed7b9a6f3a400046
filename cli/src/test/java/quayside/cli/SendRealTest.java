package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

  private static void write(String text) throws IOException {
    on("inc-a", "incus", "exec", ID, "--", "sh", "-c", "echo " + text + " >/root/said");
  }

  /** The file in the clone, which is stopped. */
  private static String said() throws IOException {
    String pool = "/var/lib/incus/storage-pools/default/containers/";
    return on("inc-b", "cat", pool + ID + "/rootfs/root/said");
  }

  @Test
  void aSnapshotIsClonedAndTheCloneBroughtUpToDate() throws IOException {
    on("inc-a", "incus", "launch", "tiny", ID);
    write("then");
    run("snapshot", "create", "it:" + ID, "first");
    write("now");
    run("send", "it:" + ID, "other", "--clone", "--snapshot", "first", "--no-start");
    assertEquals("then", said(), terminal::toString);
    run("send", "it:" + ID, "other", "--clone", "--refresh");
    assertEquals("now", said(), terminal::toString);
    String there = on("inc-b", "incus", "list", "-f", "csv", "-c", "n");
    assertFalse(there.contains(ID + "-before-"), there);
    assertEquals("RUNNING", on("inc-a", "incus", "list", ID, "-f", "csv", "-c", "s"));
  }

  @Test
  void whatRunsGoesOnThereWithItsMemory() throws IOException {
    on("inc-a", "incus", "launch", "tiny", ID, "-p", "default", "-p", "live");
    on("inc-a", "incus", "exec", ID, "--", "sh", "-c", "echo kept >/dev/memory");
    run("send", "it:" + ID, "other", "--live");
    assertEquals("", on("inc-a", "incus", "list", ID, "-f", "csv", "-c", "n"));
    // /dev is in memory, so whatever was started anew has no such file
    assertEquals("kept", on("inc-b", "incus", "exec", ID, "--", "cat", "/dev/memory"));
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
