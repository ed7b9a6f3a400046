package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.faults.Faults;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Finding.Severity;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.Preflight;
import quayside.core.model.ContainerRef;
import quayside.core.model.PeerAddress;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;

/** Each condition is made on a node, and found there. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PreflightTest {
  @TempDir Path folder;
  private final SeenFindings seen = new SeenFindings();
  private final Set<String> methods = new TreeSet<>();

  @BeforeEach
  void note(TestInfo test) {
    methods.add(test.getTestMethod().orElseThrow().getName());
  }

  /** A code that no test here makes on a node is a code that nobody has ever seen. */
  @AfterAll
  void everyFindingWasMadeOnANode() {
    Set<String> all =
        Arrays.stream(getClass().getDeclaredMethods())
            .filter(m ->
                m.isAnnotationPresent(Test.class) || m.isAnnotationPresent(ParameterizedTest.class))
            .map(Method::getName)
            .collect(Collectors.toSet());
    if (methods.equals(all)) { // not when somebody runs one test alone
      assertEquals(Set.of(), seen.never());
    }
  }

  private static Preflight check(RealPair pair, UnaryOperator<MoveRequest.Options> options)
      throws IOException {
    return pair.quayside().moves().check(RealPair.request(false, options));
  }

  private Finding found(Preflight preflight, String code, Severity severity) {
    return seen.found(preflight, code, severity);
  }

  private static void fix(RealPair pair, Finding finding) throws IOException {
    pair.quayside().moves().fix(RealPair.request(false, o -> o), finding.fix().orElseThrow());
  }

  @Test
  void aHealthyPairHasNoBlockersAndSaysWhatItWouldDo() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      Preflight preflight = check(pair, o -> o);
      assertTrue(preflight.possible(), preflight.findings().toString());
      found(preflight, "key", Severity.OK);
      found(preflight, "free-space", Severity.OK);
      assertTrue(preflight.bytes().orElse(0) > 0);
      assertTrue(
          preflight.commands().contains("a# osctl ct send rootfs tank:web"),
          preflight.commands().toString());
    }
  }

  @Test
  void aWayThatDoesNotExistIsRefusedAndTheRightOneIsGone() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      Finding none = found(check(pair, o -> o.withWay("rail")), "no-way", Severity.BLOCKER);
      assertEquals("From a to b there is no way “rail”, but: osctl.", none.sentence());
      var request = RealPair.request(false, o -> o.withWay("rail"));
      assertThrows(MoveRefused.class, () -> pair.quayside().moves().start(request));
      assertTrue(check(pair, o -> o.withWay("osctl")).possible());
    }
  }

  @Test
  void missingTrustIsMadeByOnePress() throws Exception {
    try (var pair = new RealPair(folder)) {
      fix(pair, found(check(pair, o -> o), "key-missing", Severity.BLOCKER));
      Preflight fixed = check(pair, o -> o);
      found(fixed, "key", Severity.OK);
      assertTrue(fixed.possible(), fixed.findings().toString());
      pair.b.call("receive_authkey_delete", Map.of("name", "quayside-a-tank"));
      fix(pair, found(check(pair, o -> o), "key-unauthorized", Severity.BLOCKER));
      assertTrue(check(pair, o -> o).possible());
    }
  }

  @Test
  void aKeyForThisMoveOnlyNeedsNoTrustBefore() throws Exception {
    try (var pair = new RealPair(folder)) {
      Preflight once = check(pair, o -> o.withSpecial(OsctlOptions.DEFAULT.withOnce(true)));
      found(once, "key-once", Severity.WARNING);
      assertTrue(once.possible(), once.findings().toString());
      assertFalse(check(pair, o -> o).possible(), "checking changes nothing");
    }
  }

  /** osctld takes the first entry that fits, and looks no further. */
  @Test
  void limitsAreFoundAsOsctldAppliesThemAndLifted() throws Exception {
    try (var pair = new RealPair(folder)) {
      String key = pair.sendKey();
      pair.b.call("receive_authkey_add", Map.of("name", "l", "public_key", key, "ctid", "mail*"));
      pair.b.call("receive_authkey_add", Map.of("name", "open", "public_key", key));
      fix(pair, found(check(pair, o -> o), "key-limited", Severity.BLOCKER));
      assertTrue(check(pair, o -> o).possible());
      var moved = pair.run(RealPair.request(false, o -> o));
      assertEquals(OperationView.Status.SUCCEEDED, moved.status(), moved.toString());
    }
  }

  /** sshd goes by the key and osctld by the text of the line that sshd found. */
  @Test
  void commentsAndAddressesAreJudgedAsTheNodesJudgeThem() throws Exception {
    try (var pair = new RealPair(folder, o -> o.withPools(List.of("tank", "dozer")))) {
      String key = pair.sendKey();
      String other = key.substring(0, key.lastIndexOf(' ')) + " other";
      pair.accept(Map.of("name", "x", "public_key", other));
      found(check(pair, o -> o), "key", Severity.OK);
      pair.accept(Map.of("name", "z", "public_key", key, "pool", "dozer"));
      found(check(pair, o -> o.withToPool("dozer")), "key-differs", Severity.BLOCKER);
      pair.b.call("receive_authkey_delete", Map.of("name", "x"));
      pair.b.call("receive_authkey_delete", Map.of("name", "z", "pool", "dozer"));
      pair.accept(Map.of("name", "y", "public_key", key, "from", "127.0.0.1"));
      found(check(pair, o -> o), "key-from", Severity.WARNING);
    }
  }

  @Test
  void anotherHostKeyThanTheSourceKnowsIsInTheWay() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.learnAnotherHostKey();
      found(check(pair, o -> o), "peer-host-key", Severity.BLOCKER);
    }
  }

  @Test
  void anUnreachablePeerIsToldByTheSourceItself() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      int closed;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        closed = socket.getLocalPort();
      }
      found(check(pair, o -> RealPair.port(o, closed)), "peer-unreachable", Severity.BLOCKER);
    }
  }

  @Test
  void idsAndNamesAreLookedAt() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.b.create("taken", DemoContent.small(1));
      found(check(pair, o -> o.withAsId("taken")), "id-taken", Severity.BLOCKER);
      found(check(pair, o -> RealPair.asUser(o, "a b")), "name-invalid", Severity.BLOCKER);
      found(check(pair, o -> RealPair.asGroup(o, "x;y")), "name-invalid", Severity.BLOCKER);
      found(check(pair, o -> RealPair.asUser(o, "taken")), "user-map", Severity.BLOCKER);
      found(check(pair, o -> RealPair.asGroup(o, "/new")), "group-missing", Severity.WARNING);
      found(check(pair, o -> o.withToPool("nowhere")), "pool-missing", Severity.BLOCKER);
      pair.b.disablePool("tank", true);
      found(check(pair, o -> o), "pool-state", Severity.BLOCKER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "$(reboot)", "a'b", "a\"b", "a\nb", "-r", "../x", "ä"})
  void anIdThatNoNodeTakesNeverReachesOne(String id) throws Exception {
    try (var pair = new RealPair(folder)) {
      Preflight preflight = check(pair, o -> o.withAsId(id));
      found(preflight, "id-invalid", Severity.BLOCKER);
      assertEquals(1, preflight.findings().size());
    }
  }

  @Test
  void whatIsNotThereOrThereAlreadyIsSaid() throws Exception {
    try (var pair = new RealPair(folder)) {
      var moves = pair.quayside().moves();
      var missing = MoveRequest.of(new ContainerRef("a", "tank", "nope"), "b", false);
      found(moves.check(missing), "source-missing", Severity.BLOCKER);
      var same = MoveRequest.of(new ContainerRef("a", "tank", "web"), "a", false);
      found(moves.check(same), "same-node", Severity.BLOCKER);
    }
  }

  @Test
  void overlappingHostIdsAreAWarning() throws Exception {
    try (var pair = new RealPair(folder, 1_000_000).ready()) {
      pair.b.create("db", DemoContent.small(1));
      found(check(pair, o -> o), "user-overlap", Severity.WARNING);
    }
  }

  @Test
  void whatAContainerNeedsAroundItIsLookedFor() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.a.configure("web", "arch", "riscv64");
      pair.a.configure(
          "web",
          "devices",
          List.of(
              Map.of(
                  "type",
                  "char",
                  "major",
                  "10",
                  "minor",
                  "229",
                  "mode",
                  "rw",
                  "name",
                  "/dev/fuse",
                  "inherit",
                  false,
                  "inherited",
                  false)));
      var netif =
          Map.of(
              "type",
              "bridge",
              "name",
              "eth0",
              "link",
              "nobr7",
              "dhcp",
              false,
              "ip_addresses",
              Map.of("v4", List.of("192.0.2.7/32"), "v6", List.of()));
      pair.a.configure("web", "net_interfaces", List.of(netif));
      pair.b.create("other", DemoContent.small(1));
      pair.b.configure("other", "net_interfaces", List.of(netif));
      Preflight preflight = check(pair, o -> o);
      found(preflight, "arch", Severity.BLOCKER);
      found(preflight, "device-missing", Severity.BLOCKER);
      found(preflight, "link-missing", Severity.WARNING);
      found(preflight, "address-taken", Severity.WARNING);
    }
  }

  @Test
  void anOpenSendAndAHalfCopyAreFoundAndTakenAway() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      Map<String, Object> config =
          Map.of(
              "id",
              "web",
              "dst",
              "127.0.0.1",
              "port",
              pair.b.port(),
              "network_interfaces",
              true,
              "snapshots",
              true);
      pair.a.call("ct_send_config", config);
      Preflight open = check(pair, o -> o);
      found(open, "staged-leftover", Severity.BLOCKER);
      var staged = MoveRequest.of(new ContainerRef("b", "tank", "web"), "a", false);
      found(pair.quayside().moves().check(staged), "source-state", Severity.BLOCKER);
      fix(pair, found(open, "send-open", Severity.BLOCKER));
      assertTrue(check(pair, o -> o).possible());

      pair.a.call("ct_send_config", config);
      pair.a.call("ct_send_cancel", Map.of("id", "web", "force", true, "local", true));
      fix(pair, found(check(pair, o -> o), "staged-leftover", Severity.BLOCKER));
      assertTrue(check(pair, o -> o).possible());
    }
  }

  @Test
  void whatCannotBeFoundOutIsNotTakenForFine() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.a.faults().fail("ct_device_list");
      Preflight preflight = check(pair, o -> o);
      found(preflight, "device-missing-unknown", Severity.WARNING);
      assertFalse(preflight.findings().stream().anyMatch(f -> f.code().equals("device-missing")));
    }
  }

  @Test
  void tooLittleRoomForbidsItAndTightRoomIsSaid() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      long size = check(pair, o -> o).bytes().orElseThrow();
      pair.b.limitRoom(size - 1);
      assertTrue(
          found(check(pair, o -> o), "free-space", Severity.BLOCKER).sentence().contains("only"));
      pair.b.limitRoom(size + size / 20);
      assertTrue(
          found(check(pair, o -> o), "free-space", Severity.WARNING).sentence().contains("tight"));
    }
  }

  @Test
  void differentVersionsAreAWarningAndATacitNodeTooIsOne() throws Exception {
    try (var pair = new RealPair(folder, o -> o.withVersion("23.11.1")).ready()) {
      found(check(pair, o -> o), "version", Severity.WARNING);
    }
    try (var pair = new RealPair(folder.resolve("tacit"), o -> o.withVersion("")).ready()) {
      found(check(pair, o -> o), "version-unknown", Severity.WARNING);
    }
  }

  @Test
  void aContainerOnItsWayIsNotSentTwice() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      var told =
          RealPair.request(false, o -> o.withSwitchOver(new MoveRequest.SwitchOver.WhenTold()));
      String id = pair.quayside().moves().start(told);
      OperationView waiting = pair.quayside().activity().await(id);
      assertEquals(OperationView.Status.WAITING, waiting.status(), waiting.toString());
      found(check(pair, o -> o), "already-moving", Severity.BLOCKER);
      pair.quayside().activity().act(id, OperationAction.CANCEL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "$(reboot)", "a;b", "a\nb"})
  void anAddressThatIsNoneNeverReachesANode(String host) throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      var moves = pair.quayside(Optional.of(new PeerAddress(host, 22))).moves();
      found(moves.check(RealPair.request(false, o -> o)), "peer-invalid", Severity.BLOCKER);
    }
  }

  @Test
  void aMachineWithoutOsctlIsNoNode() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.b.faults().with(Faults.Kind.DAEMON_DOWN).fail("osctl");
      found(check(pair, o -> o), "unsupported", Severity.BLOCKER);
    }
  }

  @Test
  void whatANodeCannotTellIsAWarningOfItsOwn() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      pair.a.configure("web", "net_interfaces", List.of(RealPair.bridge("br0")));
      pair.b.faults().fail("ip").fail("uname").fail("zfs");
      Preflight preflight = check(pair, o -> o);
      found(preflight, "link-missing-unknown", Severity.WARNING);
      found(preflight, "arch-unknown", Severity.WARNING);
      found(preflight, "free-space-unknown", Severity.WARNING);
      assertTrue(preflight.possible(), preflight.findings().toString());

      pair.a.faults().fail("cat");
      pair.a.configure("web", "user", "ghost");
      Preflight blind = check(pair, o -> o);
      found(blind, "send-open-unknown", Severity.WARNING);
      found(blind, "key-unknown", Severity.WARNING);
      found(blind, "user-map-unknown", Severity.WARNING);
    }
  }

  @Test
  void aKeyThatCannotBeReadIsNeverReplaced() throws Exception {
    try (var pair = new RealPair(folder).ready()) {
      Path key = pair.a.folder().resolve("root/tank/conf/send-receive/key.pub");
      String before = Files.readString(key);
      pair.a.faults().fail("cat");
      var make = new Finding.Fix(Fixes.AUTHORIZE, "Make it");
      var moves = pair.quayside().moves();
      var request = RealPair.request(false, o -> o);
      assertThrows(IOException.class, () -> moves.fix(request, make));
      assertEquals(before, Files.readString(key));
    }
  }
}
