package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.model.PeerAddress;
import quayside.transport.keys.KeyFiles;

/** Keys, both ways to osctld, against what a real one was recorded saying. */
@Timeout(30)
class RecordedKeysTest {
  private static final Optional<String> FIRST = Optional.empty();

  private static NodeKeys keys(RecordedNode node) throws IOException {
    node.answer(
        Call.of("send_key_path").with("pool", "tank"),
        "{\"private_key\":\"/tank/conf/send-receive/key\","
            + "\"public_key\":\"/tank/conf/send-receive/key.pub\"}");
    node.command(
        "osctl -q -j --pool tank send key path public", 0, "/tank/conf/send-receive/key.pub\n", "");
    return OsctlDriver.over("n1", node, OsctlDriver.Way.BEST, Limits.DEFAULT).keys().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyThatOthersKnowIsNotMadeAnew(boolean socket) throws IOException {
    var node = new RecordedNode(socket);
    node.command("cat /tank/conf/send-receive/key.pub", 0, "ssh-ed25519 AAAA tank@n1\n", "");
    node.command("stat -c %Y /tank/conf/send-receive/key.pub", 0, "1795302911\n", "");
    NodeKeys keys = keys(node);
    assertThrows(
        DriverException.Rejected.class,
        () -> keys.generate("tank", KeyFiles.Kind.ED25519, OptionalInt.empty(), false));
    assertTrue(node.asked.stream().noneMatch(a -> a.contains("key gen") || a.contains("key_gen")));
    var key = keys.sendKey("tank").orElseThrow();
    assertEquals("ssh-ed25519 AAAA tank@n1", key.publicKey());
    assertEquals(Optional.of(Instant.ofEpochSecond(1795302911L)), key.made());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void authorisedKeysAreReadWithoutTheirPassphrases(boolean socket) throws IOException {
    var node = new RecordedNode(socket);
    node.answer(Call.of("receive_authkey_list"), RecordedNode.recording("authkeys_ls_2_json.out"));
    List<AuthorizedKey> read = keys(node).authorizedKeys(FIRST);
    assertEquals("v1", read.getFirst().name());
    assertFalse(read.getFirst().limited());
    AuthorizedKey second = read.get(1);
    assertEquals(Optional.of("10.0.2.*,127.0.0.1"), second.from());
    assertEquals(Optional.of("ct*"), second.ctid());
    assertTrue(second.singleUse() && second.passphrase() && !second.inUse(), second::toString);
    assertFalse(read.toString().contains("s3cret"), read::toString);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnreadableListIsRefusedWithoutShowingIt(boolean socket) throws IOException {
    var node = new RecordedNode(socket);
    node.answer(Call.of("receive_authkey_list"), "[{\"name\":\"x\",\"passphrase\":\"s3cret\"}]");
    NodeKeys keys = keys(node);
    var e = assertThrows(DriverException.Unreadable.class, () -> keys.authorizedKeys(FIRST));
    assertFalse((e + e.output()).contains("s3cret"), e + e.output());
  }

  @Test
  void oddNamesNeverReachTheNode() throws IOException {
    var node = new RecordedNode(true);
    NodeKeys keys = keys(node);
    for (String name : List.of("", "a b", "-x", "a;id", "ä", "a/b")) {
      assertThrows(DriverException.Rejected.class, () -> keys.revoke(name, FIRST), name);
    }
    var host = new PeerAddress("-oProxyCommand=x", 22);
    assertThrows(DriverException.Rejected.class, () -> keys.tryAccess("tank", host));
    assertThrows(DriverException.Rejected.class, () -> keys.shownTo(host));
    assertThrows(DriverException.Rejected.class, () -> keys.authorizedKeys(Optional.of("a b")));
    assertEquals(List.of(), node.asked);
  }

  @Test
  void aTargetsRestrictedShellTellsWhetherTheKeyWorks() throws IOException {
    var node = new RecordedNode(true);
    var target = new PeerAddress("10.0.2.2", 2222);
    String ssh =
        "ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o ConnectTimeout=10 -T -p 2222"
            + " -i /tank/conf/send-receive/key -l osctl-ct-receive 10.0.2.2";
    NodeKeys keys = keys(node);
    node.command(ssh, 1, "", RecordedNode.recording("rsh_usage.err"));
    assertEquals(Access.AUTHORIZED, keys.tryAccess("tank", target));
    node.command(ssh, 255, "", "osctl-ct-receive@10.0.2.2: Permission denied (publickey).\n");
    assertEquals(Access.UNAUTHORIZED, keys.tryAccess("tank", target));
    node.command(ssh, 255, "", "ssh: connect to host 10.0.2.2 port 2222: Connection refused\n");
    assertEquals(Access.UNREACHABLE, keys.tryAccess("tank", target));
    node.command(ssh, 255, "", "Host key verification failed.\n");
    assertEquals(Access.OTHER_HOST_KEY, keys.tryAccess("tank", target));
  }
}
