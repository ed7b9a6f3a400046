package quayside.core.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.faults.Faults;

/** The steps of a send between two nodes, over real SSH connections. */
class SendBetweenNodesTest {
  @TempDir Path folder;
  private EmbeddedNode a;
  private EmbeddedNode b;

  @BeforeEach
  void open() throws IOException {
    a = node("a", EmbeddedNode.Protocol.TOKEN);
    b = node("b", EmbeddedNode.Protocol.TOKEN);
    a.create("web", new DemoContent(60, 400_000, 1));
    a.trustAt(b);
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private EmbeddedNode node(String name, EmbeddedNode.Protocol protocol) throws IOException {
    return EmbeddedNode.start(
        folder.resolve(name),
        new EmbeddedNode.Options(name, 0, protocol)
            .withTimes(Duration.ofMillis(20), Duration.ofMillis(20))
            .withWriteRate(200_000));
  }

  private void step(String step, Object... more) throws IOException {
    var options = new LinkedHashMap<String, Object>();
    options.put("id", "web");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i].toString(), more[i + 1]);
    }
    if (step.equals("config") || step.equals("now")) {
      options.put("dst", "127.0.0.1");
      options.put("port", b.port());
      options.putIfAbsent("network_interfaces", true);
    }
    a.call("ct_send_" + step, options);
  }

  private String refusal(String step, Object... more) {
    return String.valueOf(assertThrows(IOException.class, () -> step(step, more)).getMessage());
  }

  private static String state(EmbeddedNode node, String id) throws IOException {
    return node.call("ct_show", Map.of("id", id)) instanceof Map<?, ?> map
        ? String.valueOf(map.get("state"))
        : "none";
  }

  private static void await(EmbeddedNode node, String id, String state) throws Exception {
    var tick = new CountDownLatch(1);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!state.equals(state(node, id)) && System.nanoTime() < end) {
      assertFalse(tick.await(10, TimeUnit.MILLISECONDS));
    }
    assertEquals(state, state(node, id));
  }

  @Test
  void aRunningContainerMovesWithEveryFile() throws Exception {
    Path data = a.createDataset("web", "srv/data");
    Files.writeString(data.resolve("in a subdataset"), "x");
    a.startContainer("web");
    step("config");
    assertEquals("staged", state(b, "web"));
    step("rootfs");
    step("sync");
    step("sync");
    step("state");
    FileTree before = a.files("web");
    assertEquals("stopped", state(a, "web"));
    await(b, "web", "running");
    b.call("ct_stop", Map.of("id", "web", "manipulation_lock", "wait"));
    step("cleanup");
    assertThrows(IOException.class, () -> a.files("web"));
    b.setWriteRate("web", 0);
    var differences = before.differences(b.files("web"));
    differences.removeIf(line -> line.contains("var/log/journal"));
    assertEquals(List.of(), differences);
    assertTrue(before.count() > 100);
  }

  @Test
  void withoutAStartTheTreesAreIdentical() throws IOException {
    a.startContainer("web");
    step("config");
    step("rootfs");
    step("state", "start", false);
    assertEquals(List.of(), a.files("web").differences(b.files("web")));
    assertEquals("stopped", state(b, "web"));
    assertFalse(config(b, "web").contains("send_log"));
    assertTrue(config(a, "web").contains("state: transfer"));
  }

  private static String config(EmbeddedNode node, String id) throws IOException {
    return Files.readString(node.folder().resolve("root/tank/conf/ct/" + id + ".yml"));
  }

  @Test
  void aCloneLeavesItsSourceRunning() throws Exception {
    a.startContainer("web");
    step("config", "as_id", "copy", "network_interfaces", false);
    step("rootfs");
    step("state", "clone", true, "start", false);
    step("cleanup");
    assertEquals("running", state(a, "web"));
    assertEquals("stopped", state(b, "copy"));
    assertFalse(config(a, "web").contains("send_log"));
  }

  @Test
  void wrongSequencesAreRefused() throws IOException {
    for (String step : List.of("rootfs", "sync", "state", "cleanup", "cancel")) {
      assertEquals("invalid send sequence", refusal(step));
    }
    step("config");
    assertEquals("this container is already being sent", refusal("config"));
    step("rootfs");
    assertEquals("invalid send sequence", refusal("rootfs"));
    step("state", "start", false);
    assertEquals("invalid send sequence", refusal("sync"));
    assertEquals("invalid send sequence", refusal("state"));
    assertEquals("invalid send sequence, could cancel forcefully", refusal("cancel"));
  }

  @Test
  void cancelTakesEverythingBack() throws IOException {
    step("config");
    step("rootfs");
    step("cancel");
    assertEquals(List.of(), b.call("ct_list", Map.of()));
    assertEquals(List.of(), b.call("user_list", Map.of()));
    assertFalse(config(a, "web").contains("send_log"));
    step("config");
    step("rootfs");
  }

  @Test
  void earlyCleanupDeletesTheSourceAsARealNodeDoes() throws IOException {
    step("config");
    step("cleanup");
    assertEquals(List.of(), a.call("ct_list", Map.of()));
  }

  @Test
  void aSendGoesOnAfterBothNodesWereRestarted() throws Exception {
    a.startContainer("web");
    step("config");
    step("rootfs");
    int port = b.port();
    a.close();
    b.close();
    a = node("a", EmbeddedNode.Protocol.TOKEN);
    b =
        EmbeddedNode.start(
            folder.resolve("b"), new EmbeddedNode.Options("b", port, EmbeddedNode.Protocol.TOKEN));
    assertEquals("running", state(a, "web"));
    assertEquals("staged", state(b, "web"));
    step("sync");
    step("state", "start", false);
    assertEquals(List.of(), a.files("web").differences(b.files("web")));
  }

  @Test
  void theOlderGrammarIsFoundOutFromTheUsage() throws IOException {
    b.close();
    b = node("b2", EmbeddedNode.Protocol.ID);
    a.trustAt(b);
    step("config", "as_id", "other");
    assertTrue(config(a, "web").contains("token: other"));
    step("rootfs");
    step("sync");
    step("state", "start", false);
    assertEquals(List.of(), a.files("web").differences(b.files("other")));
  }

  @Test
  void onlyAuthorisedKeysGetIn() throws IOException {
    b.call("receive_authkey_delete", Map.of("name", "a"));
    assertEquals("internal error", refusal("config"));
    a.trustAt(b);
    step("config");
    b.call("receive_authkey_delete", Map.of("name", "a"));
    assertEquals("sync failed", refusal("rootfs"));
  }

  @Test
  void aKeysLimitsAreKept() throws IOException {
    String line = Files.readString(a.folder().resolve("root/tank/conf/send-receive/key.pub"));
    b.call("receive_authkey_delete", Map.of("name", "a"));
    b.call(
        "receive_authkey_add",
        Map.of("name", "a", "public_key", line, "ctid", "db*", "passphrase", "open"));
    assertEquals("internal error", refusal("config"));
    assertEquals("internal error", refusal("config", "passphrase", "open"));
    step("config", "passphrase", "open", "as_id", "db1");
    b.call("receive_authkey_delete", Map.of("name", "a"));
    b.call("receive_authkey_add", Map.of("name", "n", "public_key", line, "from", List.of("10.*")));
    assertEquals("cancel failed", refusal("cancel"));
    step("cancel", "local", true);
    assertEquals("internal error", refusal("config"));
  }

  @Test
  void aSingleUseKeyOpensOnce() throws IOException {
    String line = Files.readString(a.folder().resolve("root/tank/conf/send-receive/key.pub"));
    b.call("receive_authkey_delete", Map.of("name", "a"));
    b.call("receive_authkey_add", Map.of("name", "a", "public_key", line, "single_use", true));
    step("config", "as_id", "one");
    step("rootfs");
    step("state", "start", false);
    assertEquals(List.of(), b.call("receive_authkey_list", Map.of()));
  }

  @Test
  void existingIdsAndDisabledPoolsAreRefused() throws IOException {
    b.create("web", new DemoContent(0, 0, 2));
    assertEquals("internal error", refusal("config"));
    b.disablePool("tank", true);
    assertEquals("internal error", refusal("config", "as_id", "other"));
    b.disablePool("tank", false);
    step("config", "as_id", "other", "as_user", "other");
  }

  @Test
  void aFailedStateLeavesTheSourceStopped() throws IOException {
    a.startContainer("web");
    step("config");
    step("rootfs");
    b.faults().with(Faults.Kind.DISK_FULL);
    assertEquals("sync failed", refusal("state"));
    assertEquals("stopped", state(a, "web"));
    b.faults().clear();
    assertEquals("sync failed", refusal("sync"));
    step("cancel");
    step("config");
    step("rootfs");
    step("state", "start", false);
  }

  @Test
  void aConnectionThatIsCutLeavesTheTargetAsItWas() throws IOException {
    step("config");
    b.faults().cutAfter(50_000);
    assertEquals("sync failed", refusal("rootfs"));
    assertEquals(1, b.files("web").count());
    assertEquals("staged", state(b, "web"));
    step("cancel");
  }

  @Test
  void oneGoDoesAllSteps() throws Exception {
    a.startContainer("web");
    step("now");
    await(b, "web", "running");
    assertEquals(List.of(), a.call("ct_list", Map.of()));
  }

  @Test
  void aHeldLockNamesItsHolder() throws IOException {
    a.faults().hold("web");
    assertEquals(
        "container tank:web is held by 'osctl ct something web'",
        assertThrows(IOException.class, () -> a.startContainer("web")).getMessage());
  }
}
