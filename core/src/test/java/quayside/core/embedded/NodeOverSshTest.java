package quayside.core.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.faults.Faults;
import quayside.core.json.Json;
import quayside.transport.Command;
import quayside.transport.Connectors;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;
import quayside.transport.keys.KeyFiles;

/** What a node says to its clients, held to the recordings of a real one. */
public class NodeOverSshTest {
  private static final String USAGE =
      """
      Usage:
        receive skel [pool|- [passphrase]]
        receive base <token> <dataset> [snapshot]
        receive incremental <token> <dataset> [snapshot]
        receive transfer <token> [start]
        receive cancel <token>
      """;

  @TempDir static Path folder;
  private static EmbeddedNode node;
  private static Remote root;
  private static Endpoint.Ssh sender;

  @BeforeAll
  static void open() throws IOException {
    node = EmbeddedNode.start(folder.resolve("n"), EmbeddedNode.Options.named("n1"));
    node.create("web", DemoContent.small(1));
    node.call("ct_dataset_create", Map.of("id", "web", "name", "srv"));
    Path key = folder.resolve("desk");
    String line = KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "desktop@java").line();
    node.call("receive_authkey_add", Map.of("name", "desk", "public_key", line));
    root = connect(Demo.endpoint(node));
    sender = Endpoint.Ssh.parse("osctl-ct-receive@127.0.0.1:" + node.port()).withIdentity(key);
  }

  @AfterAll
  static void close() {
    root.close();
    node.close();
  }

  private static Remote connect(Endpoint endpoint) throws IOException {
    return Connectors.ssh(
            SshSettings.in(folder.resolve("ssh")), _ -> HostKeys.Decision.TRUST_ONCE, Secrets.NONE)
        .connect(endpoint);
  }

  private record Ended(int status, String out, String err) {}

  private static Ended run(Remote remote, byte[] input, String... words) throws IOException {
    try (Exec exec = remote.start(Command.of(words))) {
      try (OutputStream out = exec.out()) {
        out.write(input);
      } catch (IOException _) {
        // it may end without reading everything
      }
      String out = new String(exec.in().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(exec.err().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(exec.await(), out, err);
    }
  }

  private static Ended asRoot(String... words) throws IOException {
    return run(root, new byte[0], words);
  }

  private static Ended receive(byte[] input, String... words) throws IOException {
    try (Remote remote = connect(sender)) {
      return run(remote, input, words);
    }
  }

  private static byte[] recorded(String name) throws IOException {
    try (InputStream in = NodeOverSshTest.class.getResourceAsStream("wire/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void wrongWordsGetTheRecordedUsage() throws IOException {
    byte[] none = new byte[0];
    for (String words :
        List.of("frobnicate", "receive", "receive frobnicate", "receive cancel", "receive base")) {
      Ended ended = receive(none, words.split(" ", -1));
      assertEquals(new Ended(1, "", USAGE), ended, words);
    }
  }

  @Test
  void refusalsAreTheRecordedOnes() throws IOException {
    byte[] none = new byte[0];
    byte[] skel = recorded("skel.tar");
    String token = "0123456789012345678901234567890123456789";
    assertEquals(
        new Ended(1, "", "Error: container not found\n"),
        receive(none, "receive", "transfer", token));
    assertEquals(
        new Ended(1, "", "Error: container not found\n"),
        receive(none, "receive", "cancel", token));
    assertEquals(
        new Ended(1, "", "Error: invalid authentication key\n"),
        receive(skel, "receive", "skel", "tank", "wrongpw"));
    assertEquals(
        new Ended(1, "", "Error: pool not found\n"), receive(skel, "receive", "skel", "nosuch"));
    assertEquals(
        new Ended(1, "", "Error: internal error\n"), receive(none, "receive", "skel", "-"));
    assertEquals(
        new Ended(1, "", "Error: internal error\n"),
        receive(new byte[2000], "receive", "skel", "-"));
  }

  @Test
  void aRecordedSendThatIsCutShortIsRefused() throws IOException {
    byte[] skel = recorded("skel.tar");
    Ended staged = receive(skel, "receive", "skel", "-");
    assertTrue(staged.out().matches("[0-9a-f]{40}\n"), staged.toString());
    assertEquals(0, staged.status());
    assertEquals(
        new Ended(1, "", "Error: container tank:ct2 already exists\n"),
        receive(skel, "receive", "skel", "-"));
    String token = staged.out().strip();
    Ended base =
        receive(recorded("base.zfs"), "receive", "base", token, "/", "osctl-send-base-1795302923");
    assertEquals(1, base.status());
    assertTrue(base.err().startsWith("Error: unable to receive stream, zfs recv exited with 1\n"));
    assertTrue(base.err().contains("The stream is cut short"), base.err());
    assertEquals(
        new Ended(1, "", "Error: dataset does not exist\n"),
        receive(new byte[0], "receive", "base", token, "nosuch"));
    assertEquals(new Ended(0, "", ""), receive(new byte[0], "receive", "cancel", token));
    assertEquals(
        new Ended(1, "", "Error: container not found\n"),
        receive(new byte[0], "receive", "cancel", token));
  }

  @Test
  void aReceiverGetsNeitherTerminalNorSockets() throws IOException {
    try (Remote remote = connect(sender)) {
      assertThrows(TransportException.class, () -> remote.openUnixSocket("/run/osctl/osctld.sock"));
    }
    Endpoint.Ssh stranger = Demo.endpoint(node);
    var wrong =
        new Endpoint.Ssh(
            "127.0.0.1",
            OptionalInt.of(node.port()),
            sender.user(),
            stranger.identity(),
            stranger.hostKey(),
            false,
            stranger.timeout());
    assertThrows(TransportException.AuthFailed.class, () -> connect(wrong));
  }

  @Test
  void rootHasOsctlAndTheFewOtherCommands() throws IOException {
    Ended list = asRoot("osctl", "-j", "ct", "ls");
    assertEquals(0, list.status(), list.err());
    assertTrue(Json.parse(list.out()).list().stream().anyMatch(c -> c.raw() instanceof Map<?, ?>));
    assertEquals("x86_64\n", asRoot("uname", "-m").out());
    assertEquals("n1\n", asRoot("sudo", "-n", "hostname").out());
    assertEquals(
        new Ended(127, "", "sh: frobnicate: not found\n"), asRoot("frobnicate", "$(reboot)"));
    assertTrue(asRoot("cat", "/tank/conf/ct/web.yml").out().contains("distribution: debian"));
    assertEquals(1, asRoot("cat", "/tank/conf/../../root_key").status());
    assertTrue(asRoot("ip", "-j", "link").out().contains("\"ifname\":\"lxcbr0\""));
    assertEquals(1, asRoot("cat", "/tank/conf/ct/none.yml").status());
  }

  @Test
  void zfsAnswersWhatPreflightAsks() throws IOException {
    assertEquals(0, asRoot("zfs", "snapshot", "-r", "tank/ct/web@daily").status());
    assertEquals(
        "tank/ct/web@daily\ntank/ct/web/srv@daily\n",
        asRoot("zfs", "list", "-H", "-t", "snapshot", "-o", "name", "-r", "tank/ct/web").out());
    String used =
        asRoot("zfs", "list", "-Hp", "-o", "name,used,referenced,available", "-r", "tank/ct/web")
            .out();
    assertTrue(used.startsWith("tank/ct/web\t"), used);
    assertEquals(2, used.lines().count());
    assertEquals(
        "0\n", asRoot("zfs", "get", "-Hp", "-o", "value", "written@daily", "tank/ct/web").out());
    assertTrue(asRoot("zfs", "list", "-Hp", "-o", "available", "tank").out().matches("\\d{6,}\n"));
    assertEquals(0, asRoot("zfs", "destroy", "-r", "tank/ct/web@daily").status());
    assertEquals(1, asRoot("zfs", "list", "-H", "tank/ct/nosuch").status());
  }

  @Test
  void theSocketSpeaksLines() throws IOException {
    try (Duplex socket = root.openUnixSocket("/run/osctl/osctld.sock")) {
      var in = new BufferedReader(new InputStreamReader(socket.in(), StandardCharsets.UTF_8));
      assertEquals("{\"version\":\"24.05.0\"}", in.readLine());
      say(socket, "this is not json\n");
      say(socket, "{\"cmd\":\"self_");
      say(socket, "ping\"}\n");
      assertEquals("{\"status\":true,\"response\":\"pong\"}", in.readLine());
      say(socket, "{\"cmd\":\"nosuch\",\"opts\":{}}\n");
      assertEquals(
          "{\"status\":false,\"message\":\"Unsupported command 'nosuch'\"}", in.readLine());
      say(socket, "{\"cmd\":\"ct_show\",\"opts\":{\"id\":\"nosuch\"}}\n");
      assertEquals("{\"status\":false,\"message\":\"container not found\"}", in.readLine());
      say(socket, "[1]\n");
      assertEquals(null, in.readLine());
    }
  }

  @Test
  void eventsTellOfAStart() throws IOException {
    node.create("ticker", new DemoContent(0, 0, 3));
    try (Duplex socket = root.openUnixSocket("/run/osctl/osctld.sock")) {
      var in = new BufferedReader(new InputStreamReader(socket.in(), StandardCharsets.UTF_8));
      in.readLine();
      say(socket, "{\"cmd\":\"event_subscribe\",\"opts\":{\"type\":\"state\"}}\n");
      assertEquals("{\"status\":true,\"response\":\"subscribed\"}", in.readLine());
      node.startContainer("ticker");
      node.call("ct_stop", Map.of("id", "ticker"));
      for (String state : List.of("starting", "running", "stopping", "stopped")) {
        assertEquals(
            "{\"status\":true,\"response\":{\"type\":\"state\",\"opts\":{\"pool\":\"tank\","
                + "\"id\":\"ticker\",\"state\":\""
                + state
                + "\"}}}",
            in.readLine());
      }
    }
  }

  private static void say(Duplex socket, String text) throws IOException {
    socket.out().write(text.getBytes(StandardCharsets.UTF_8));
    socket.out().flush();
  }

  @Test
  void aRecordHasTheRecordedKeysInTheirOrder() throws IOException {
    String keys =
        "pool id user group uid_map gid_map dataset rootfs boot_dataset boot_rootfs lxc_path"
            + " lxc_dir group_path distribution version state init_pid autostart"
            + " autostart_priority autostart_delay ephemeral hostname dns_resolvers nesting"
            + " seccomp_profile init_cmd cpu_package_inuse cpu_package_set cpu_limit"
            + " memory_limit swap_limit start_menu start_menu_timeout impermanence"
            + " impermanence_zfs_properties raw_lxc log_file";
    assertTrue(node.call("ct_show", Map.of("id", "web")) instanceof Map<?, ?>);
    var shown = Json.parse(Json.print(node.call("ct_show", Map.of("id", "web")))).entries();
    assertEquals(List.of(keys.split(" ", -1)), List.copyOf(shown.keySet()));
  }

  @Test
  void aDaemonThatIsDownHasNoSocket() throws IOException {
    Path other = folder.resolve("down");
    try (EmbeddedNode down = EmbeddedNode.start(other, EmbeddedNode.Options.named("down"));
        Remote remote = connect(Demo.endpoint(down))) {
      down.faults().with(Faults.Kind.DAEMON_DOWN);
      assertThrows(
          TransportException.Refused.class, () -> remote.openUnixSocket("/run/osctl/osctld.sock"));
      Ended ended = run(remote, new byte[0], "osctl", "ct", "ls");
      assertEquals(
          "error: No such file or directory - connect(2) for /run/osctl/osctld.sock\n",
          ended.err());
    }
  }

  @Test
  void theFolderIsTheUsersAloneAndServedOnce() throws IOException {
    Path home = folder.resolve("n");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(node.rootKeyFile())));
    assertThrows(
        IOException.class, () -> EmbeddedNode.start(home, EmbeddedNode.Options.named("twice")));
    assertFalse(node.hostKeySha256().isEmpty());
  }
}
