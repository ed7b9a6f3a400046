package quayside.core.embedded.osctld;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/** The options of authorised keys, as a node of our own enforces them. */
class KeychainTest {
  @TempDir Path folder;
  private Fortress fortress;

  @BeforeEach
  void open() throws IOException, OsctldError {
    fortress = new Fortress(folder.resolve("node"));
  }

  @AfterEach
  void close() {
    fortress.close();
  }

  @Test
  void aSingleUseKeyGoesWithTheStagedContainerThatIsDeleted() throws IOException, OsctldError {
    String once = "ssh-ed25519 AAAAonce once";
    fortress.authorise("once", once, Map.of("single_use", true));
    fortress.stage(once, "first");
    assertEquals(3, keys());
    fortress.daemon().call("ct_delete", Map.of("id", "first"), _ -> {});
    assertEquals(2, keys(), "the keys that are not for one use stay");
  }

  private int keys() throws OsctldError {
    Object list = fortress.daemon().call("receive_authkey_list", Map.of(), _ -> {});
    return list instanceof List<?> keys ? keys.size() : 0;
  }

  @Test
  void addressesHold() throws IOException, OsctldError {
    byte[] wanted = Fortress.skel(Map.of("container", "n"));
    int number = 0;
    for (String from : List.of("10.*", "localhosts", "127.0.0.2,192.168.*", "[13]27.0.0.x")) {
      String key = "ssh-ed25519 AAAAfrom" + number + " from" + number;
      fortress.authorise("from" + number++, key, Map.of("from", from));
      assertEquals(
          "Error: invalid authentication key\n",
          fortress.attack(key, "receive skel -", wanted).err(),
          from);
    }
    String near = "ssh-ed25519 AAAAnear near";
    fortress.authorise("near", near, Map.of("from", "10.*,127.0.0.?"));
    assertEquals(0, fortress.attack(near, "receive skel -", wanted).status());
  }

  /** The first entry that fits decides, also against the one behind it. */
  @Test
  void aLimitedEntryHidesTheOneBehindIt() throws IOException, OsctldError {
    String key = "ssh-ed25519 AAAAtwice twice";
    fortress.authorise("limited", key, Map.of("ctid", "web*"));
    fortress.authorise("open", key, Map.of());
    assertEquals(
        "Error: access denied: invalid container id\n",
        fortress.attack(key, "receive skel -", Fortress.skel(Map.of("container", "mail"))).err());
    assertEquals(
        0,
        fortress
            .attack(key, "receive skel -", Fortress.skel(Map.of("container", "web1")))
            .status());
  }
}
