package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeEvent;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.IdMap;
import quayside.core.model.PeerAddress;
import quayside.transport.TransportException;

/** Both ways to osctld against what a real one was recorded saying. */
@Timeout(30)
class RecordedAnswersTest {
  private static final Limits SHORT = new Limits(Duration.ofMillis(300), Duration.ofMillis(300));
  private static final ContainerName CT2 = new ContainerName("tank", "ct2");

  private static OsctlDriver driver(RecordedNode node) throws IOException {
    return OsctlDriver.over("n1", node, OsctlDriver.Way.BEST, Limits.DEFAULT);
  }

  private static NativeSend send(RecordedNode node) throws IOException {
    return driver(node).nativeSend().orElseThrow();
  }

  private static RecordedNode node(boolean socket) {
    var node = new RecordedNode(socket);
    node.answer(Call.of("ct_list"), RecordedNode.recording("ct_ls2_json.out"));
    node.answer(Call.of("user_list"), RecordedNode.recording("user_ls_json.out"));
    node.answer(Call.of("group_list"), RecordedNode.recording("group_ls_json.out"));
    node.answer(Call.of("pool_list"), RecordedNode.recording("pool_ls_json.out"));
    node.answer(Call.of("netif_ip_list"), RecordedNode.recording("netif_ip_ls_json.out"));
    node.answer(
        Call.of("send_key_path").with("pool", "tank"),
        "{\"private_key\":\"/tank/conf/send-receive/key\","
            + "\"public_key\":\"/tank/conf/send-receive/key.pub\"}");
    node.command(
        "osctl -q -j --pool tank send key path public", 0, "/tank/conf/send-receive/key.pub\n", "");
    node.command("osctl --version", 0, "osctl version 24.05.0\n", "");
    node.command("uname -m", 0, "x86_64\n", "");
    node.command("ip -j link", 0, "[{\"ifname\":\"lo\"},{\"ifname\":\"lxcbr0\"}]\n", "");
    node.command("zfs list -Hp -o name,available,used tank", 0, "tank\t5000\t700\n", "");
    node.command("zfs list -Hp -o name,used", 0, "tank\t700\ntank/ct/ct2\t4096\n", "");
    return node;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listsContainers(boolean socket) throws IOException {
    List<Container> containers = driver(node(socket)).list();
    assertEquals(
        List.of("n1:ct1", "n1:ct2"), containers.stream().map(c -> c.ref().toString()).toList());
    Container second = containers.get(1);
    assertEquals(ContainerState.STOPPED, second.state());
    assertEquals(Optional.of("ct2.example.org"), second.hostname());
    assertEquals(OptionalLong.of(4096), second.disk());
    assertEquals(List.of("192.0.2.10/32"), second.addresses());
    assertEquals("alice b", second.record().get("org.example:owner"));
    assertEquals(OptionalLong.empty(), containers.get(0).disk());
  }

  @Test
  void readsAddressesAsTheSocketGivesThem() throws IOException {
    var node = node(true);
    node.answer(
        Call.of("netif_ip_list"),
        "[{\"pool\":\"tank\",\"ctid\":\"ct2\",\"netif\":\"eth1\",\"4\":[\"192.0.2.10/32\"],\"6\":[]}]");
    assertEquals(List.of("192.0.2.10/32"), driver(node).list().get(1).addresses());
  }

  @Test
  void whatTheSocketDoesNotTellIsAskedForBeside() throws IOException, InterruptedException {
    var node = node(true);
    String running =
        RecordedNode.recording("ct_ls2_json.out")
            .replace("\"state\":\"stopped\"", "\"state\":\"running\"");
    node.raw(
        Call.of("ct_list"),
        running.replace("\"memory\":null", "\"memory\":4711"),
        List.of("{\"status\":true,\"response\":" + running.strip() + "}"));
    OsctlDriver driver = driver(node);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    OptionalLong memory = driver.list().getFirst().memory();
    while (memory.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
      memory = driver.list().getFirst().memory();
    }
    assertEquals(OptionalLong.of(4711), memory);
    assertEquals(1, node.asked.stream().filter(a -> a.equals("osctl -q -j ct ls")).count());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsFacts(boolean socket) throws IOException {
    var facts = driver(node(socket)).facts();
    assertEquals("24.05.0", facts.version());
    assertEquals("x86_64", facts.arch());
    assertEquals(OptionalLong.of(5000), facts.pools().getFirst().free());
    assertEquals(List.of(new IdMap(0, 1000000, 65536)), facts.users().getFirst().uidMap());
    assertEquals(List.of("/", "/default"), facts.groups());
    assertTrue(facts.links().contains("lxcbr0"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusalsHaveTheirTypes(boolean socket) throws IOException {
    var node = node(socket);
    Call start = Call.of("ct_start", CT2).with("wait", 120);
    OsctlDriver driver = driver(node);
    node.refuse(start, "container not found");
    assertThrows(
        DriverException.NotFound.class, () -> driver.act("tank:ct2", ContainerAction.START));
    node.refuse(start, "container tank:ct2 is held by 'osctl ct send rootfs ct2'");
    var busy =
        assertThrows(
            DriverException.Busy.class, () -> driver.act("tank:ct2", ContainerAction.START));
    assertEquals("osctl ct send rootfs ct2", busy.holder());
    node.refuse(start, "internal error");
    assertThrows(
        DriverException.Rejected.class, () -> driver.act("tank:ct2", ContainerAction.START));
    node.refuse(start, "start not available");
    var no =
        assertThrows(
            DriverException.Rejected.class, () -> driver.act("tank:ct2", ContainerAction.START));
    assertEquals("The node answered “start not available”.", no.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oddNamesNeverReachTheNode(boolean socket) throws IOException {
    var node = node(socket);
    OsctlDriver driver = driver(node);
    for (String name :
        List.of(
            "tank:a b",
            "tank:'",
            "tank:\"x",
            "tank:$(reboot)",
            "tank:a\nb",
            "tank:",
            "ct2",
            "tank:-f",
            "-p:ct2",
            "tank:../x",
            "a;b:ct2",
            "tank:`id`")) {
      assertThrows(DriverException.NotFound.class, () -> driver.show(name), name);
      assertThrows(DriverException.NotFound.class, () -> driver.act(name, ContainerAction.STOP));
      assertThrows(IOException.class, () -> driver.nativeSend().orElseThrow().log(name));
    }
    assertEquals(List.of(), node.asked);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void garbageIsNotTakenForAnAnswer(boolean socket) throws IOException {
    var node = node(socket);
    node.raw(Call.of("ct_list"), "Last login: yesterday\n", List.of("<html>"));
    var e = assertThrows(DriverException.Unreadable.class, () -> driver(node).list());
    assertTrue(e.output().startsWith(socket ? "<html>" : "Last login"), e.output());
    node.answer(Call.of("ct_list"), "[{\"pool\":\"tank\"}]");
    assertThrows(DriverException.Unreadable.class, () -> driver(node).list());
    node.answer(Call.of("ct_list"), "{}");
    assertThrows(DriverException.Unreadable.class, () -> driver(node).list());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSilentNodeIsLeftAlone(boolean socket) throws IOException {
    var node = node(socket);
    OsctlDriver driver = OsctlDriver.over("n1", node, OsctlDriver.Way.BEST, SHORT);
    node.hanging = true;
    assertThrows(DriverException.Silent.class, driver::list);
    assertThrows(DriverException.Silent.class, () -> driver.act("tank:ct2", ContainerAction.STOP));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLostConnectionSaysSo(boolean socket) throws IOException {
    var node = node(socket);
    Call stop = Call.of("ct_stop", CT2).with("timeout", 300).with("method", "shutdown_or_kill");
    node.raw(stop, "", List.of("LOST"));
    node.command(CommandLine.of(stop).line(), -1, "", "");
    assertThrows(
        TransportException.Disconnected.class,
        () -> driver(node).act("tank:ct2", ContainerAction.STOP));
  }

  @Test
  void muchNoiseOnStandardErrorIsDrainedAndForgotten() throws IOException {
    var node = node(false);
    String json = RecordedNode.recording("ct_ls2_json.out");
    node.command("osctl -q -j ct ls", new RecordedNode.Answer(0, json, noise(10 << 20)));
    assertEquals(2, driver(node).list().size());
    node.command("osctl -q -j ct ls", new RecordedNode.Answer(1, "", noise(10 << 20)));
    var e = assertThrows(DriverException.Rejected.class, () -> driver(node).list());
    assertTrue(String.valueOf(e.getMessage()).length() < 1000);
  }

  @Test
  void aMissingOsctlIsExplained() {
    assertThrows(
        DriverException.Unsupported.class, () -> driver(new RecordedNode(false)).capabilities());
  }

  @Test
  void aLineWithoutEndIsNotCollected() {
    var lines = new Lines(noise(1 << 20), 5000, () -> {});
    assertThrows(DriverException.Unreadable.class, lines::next);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eventsBecomeOursUntilTheConnectionEnds(boolean socket) throws IOException {
    var node = node(socket);
    String state =
        "{\"type\":\"state\",\"opts\":{\"pool\":\"tank\",\"id\":\"ct2\",\"state\":\"running\"}}";
    String ours =
        "{\"type\":\"management\",\"opts\":{\"id\":9,\"state\":\"done\",\"cmd\":\"ct_list\",\"opts\":{}}}";
    String added = "{\"type\":\"db\",\"opts\":{\"object\":\"container\",\"action\":\"add\"}}";
    node.command("osctl -j monitor", 0, String.join("\n", state, ours, added) + "\n", "");
    node.events(List.of(state, ours, added));
    var events = new ArrayList<NodeEvent>();
    assertThrows(TransportException.Disconnected.class, () -> driver(node).watch(events::add));
    assertEquals(2, events.size());
    var changed = assertInstanceOf(NodeEvent.StateChanged.class, events.get(0));
    assertEquals(ContainerState.RUNNING, changed.state());
    assertInstanceOf(NodeEvent.ListChanged.class, events.get(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void progressIsToldInBytes(boolean socket) throws IOException {
    var node = node(socket);
    String recorded = RecordedNode.recording("sendA_2_rootfs_json_pipe.out");
    var lines = new ArrayList<String>();
    recorded.lines().forEach(l -> lines.add("{\"status\":true,\"progress\":" + l + "}"));
    lines.add("{\"status\":true,\"response\":null}");
    node.raw(Call.of("ct_send_rootfs", CT2), recorded, lines);
    var heard = new ArrayList<String>();
    send(node).rootfs("tank:ct2", new Ears(heard));
    assertEquals("Syncing /", heard.getFirst());
    assertEquals((63L << 20) + " of " + (68L << 20), heard.getLast());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsTheLogOfAnOpenSend(boolean socket) throws IOException {
    var node = node(socket);
    node.command(
        "cat /tank/conf/ct/big.yml", 0, RecordedNode.recording("yml_sendB_3_sync_src.yml"), "");
    node.command(
        "cat /tank/conf/ct/bigb.yml", 0, RecordedNode.recording("yml_sendB_3_sync_dst.yml"), "");
    node.command(
        "cat /tank/conf/ct/ct2.yml",
        1,
        "",
        "cat: /tank/conf/ct/ct2.yml: No such file or directory\n");
    NativeSend send = send(node);
    var log = send.log("tank:big").orElseThrow();
    assertTrue(log.source());
    assertEquals("incremental", log.state());
    assertEquals(Optional.of(new PeerAddress("10.0.2.2", 2222)), log.target());
    assertEquals(
        List.of("osctl-send-base-1795304695", "osctl-send-incr-1795304774"), log.snapshots());
    var received = send.log("tank:bigb").orElseThrow();
    assertEquals(log.token(), received.token());
    assertEquals(log.snapshots(), received.snapshots());
    assertEquals("x86_64", send.arch("tank:big"));
    assertThrows(DriverException.NotFound.class, () -> send.log("tank:ct2"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countsWhatWasWrittenOnAllDatasets(boolean socket) throws IOException {
    var node = node(socket);
    node.command(
        "cat /tank/conf/ct/big.yml", 0, RecordedNode.recording("yml_sendB_3_sync_src.yml"), "");
    node.answer(
        Call.of("ct_show", new ContainerName("tank", "big")), "{\"dataset\":\"tank/ct/big\"}");
    node.command(
        "zfs list -Hp -o name,used,referenced -r tank/ct/big",
        0,
        "tank/ct/big\t10\t5\ntank/ct/big/srv\t7\t7\n",
        "");
    node.command(
        "zfs list -Hp -o name,used -r tank/ct/big", 0, "tank/ct/big\t10\ntank/ct/big/srv\t7\n", "");
    String get = "zfs get -Hp -o value written@osctl-send-incr-1795304774 tank/ct/big";
    node.command(get, 0, "1000\n", "");
    node.command(get + "/srv", 0, "-\n", "");
    assertEquals(1007, send(node).written("tank:big"));
    assertEquals("srv", send(node).datasets("tank:big").get(1).name());
  }

  @Test
  void whatOsctldWouldNotEscapeIsRefused() throws IOException {
    var node = node(true);
    NativeSend send = send(node);
    var good = new PeerAddress("10.0.0.2", 22);
    Optional<String> none = Optional.empty();
    for (var bad :
        List.of(
            new NativeSend.Config(new PeerAddress("n2;id", 22), none, none, none, none, true, true),
            new NativeSend.Config(
                new PeerAddress("-oProxyCommand=x", 22), none, none, none, none, true, true),
            new NativeSend.Config(good, none, none, none, Optional.of("tank$(id)"), true, true),
            new NativeSend.Config(good, Optional.of("a b"), none, none, none, true, true),
            new NativeSend.Config(good, none, Optional.of("Root'"), none, none, true, true),
            new NativeSend.Config(good, none, none, Optional.of("nogroup"), none, true, true))) {
      assertThrows(DriverException.Rejected.class, () -> send.config("tank:ct2", bad));
    }
    assertEquals(List.of(), node.asked);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsDevicesAndBridges(boolean socket) throws IOException {
    var node = node(socket);
    node.answer(Call.of("ct_device_list", CT2), RecordedNode.recording("devices_ls_json.out"));
    node.answer(Call.of("netif_list", CT2), RecordedNode.recording("netif_ls_ct_json.out"));
    NativeSend send = send(node);
    assertEquals(List.of(), send.containerDevices("tank:ct2"));
    assertEquals(List.of("lxcbr0"), send.bridges("tank:ct2"));
  }

  private record Ears(List<String> heard) implements NativeSend.Listener {
    @Override
    public void update(String text) {
      heard.add(text);
    }

    @Override
    public void bytes(long done, long total) {
      heard.add(done + " of " + total);
    }
  }

  /** So many letters without an end of line. */
  private static InputStream noise(int length) {
    byte[] letters = new byte[length];
    Arrays.fill(letters, (byte) 'x');
    return new ByteArrayInputStream(letters);
  }
}
