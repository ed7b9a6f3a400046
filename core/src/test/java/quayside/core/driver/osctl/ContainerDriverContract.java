package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeEvent;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.faults.Faults;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.PeerAddress;
import quayside.transport.Threads;
import quayside.transport.TransportException;

/** What every way to a node must do, on embedded nodes over real SSH connections. */
@Timeout(60)
abstract class ContainerDriverContract {
  static final Limits PATIENT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final Limits SHORT = new Limits(Duration.ofSeconds(15), Duration.ofSeconds(1));

  @TempDir Path folder;
  Lab lab;
  OsctlDriver driver;

  /** The way that is tried. */
  abstract OsctlDriver.Way way();

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(folder);
    lab.n1.create("web", DemoContent.small(1));
    driver = lab.driver(lab.n1, way(), PATIENT);
  }

  @AfterEach
  void close() {
    driver.close();
    lab.close();
  }

  private NativeSend send() {
    return driver.nativeSend().orElseThrow();
  }

  @Test
  void tellsFactsAndCapabilities() throws IOException {
    assertEquals(EnumSet.complementOf(EnumSet.of(Capability.RECEIVE)), driver.capabilities());
    var facts = driver.facts();
    assertEquals("24.05.0", facts.version());
    assertEquals("x86_64", facts.arch());
    assertEquals("tank", facts.pools().getFirst().name());
    assertEquals("active", facts.pools().getFirst().state());
    assertTrue(facts.pools().getFirst().free().orElseThrow() > 0);
    assertEquals(1_000_000, facts.users().getFirst().uidMap().getFirst().hostId());
    assertTrue(facts.groups().contains("/default"));
    assertTrue(facts.links().contains("lo"));
  }

  @Test
  void listsAndShows() throws IOException {
    Container listed = driver.list().getFirst();
    assertEquals("n1:web", listed.ref().toString());
    assertEquals("tank", listed.ref().pool());
    assertEquals(ContainerState.STOPPED, listed.state());
    assertEquals("debian", listed.distribution());
    assertTrue(listed.disk().orElseThrow() > 0);
    assertEquals(listed.record().keySet().contains("lxc_path"), true);
    assertEquals(listed.ref(), driver.show("tank:web").ref());
  }

  @Test
  void goesThroughALife() throws IOException {
    for (var step :
        List.of(
            new Expected(ContainerAction.START, ContainerState.RUNNING),
            new Expected(ContainerAction.FREEZE, ContainerState.FROZEN),
            new Expected(ContainerAction.UNFREEZE, ContainerState.RUNNING),
            new Expected(ContainerAction.RESTART, ContainerState.RUNNING),
            new Expected(ContainerAction.STOP, ContainerState.STOPPED))) {
      driver.act("tank:web", step.action());
      assertEquals(step.state(), driver.show("tank:web").state(), step.toString());
    }
    driver.act("tank:web", ContainerAction.DELETE);
    assertEquals(List.of(), driver.list());
  }

  private record Expected(ContainerAction action, ContainerState state) {}

  @Test
  void anUnknownContainerIsNotFound() {
    assertThrows(DriverException.NotFound.class, () -> driver.show("tank:nobody"));
    assertThrows(DriverException.NotFound.class, () -> driver.show("nopool:web"));
    assertThrows(
        DriverException.NotFound.class, () -> driver.act("tank:nobody", ContainerAction.START));
    assertThrows(DriverException.NotFound.class, () -> send().log("tank:nobody"));
  }

  @Test
  void oddNamesAreNotFoundAndHarmNothing() throws IOException {
    for (String name :
        List.of("tank:a b", "tank:'web'", "tank:\"", "tank:$(touch x)", "tank:a\nb", "tank:a;b")) {
      assertThrows(DriverException.NotFound.class, () -> driver.show(name), name);
      assertThrows(
          DriverException.NotFound.class, () -> driver.act(name, ContainerAction.DELETE), name);
    }
    assertEquals(1, driver.list().size());
  }

  @Test
  void eventsTellStatesAndChangedLists() throws IOException, InterruptedException {
    var events = new LinkedBlockingQueue<NodeEvent>();
    var over = new CountDownLatch(1);
    Threads.start(
        "events",
        () -> {
          try {
            driver.watch(events::add);
          } catch (IOException _) {
            over.countDown();
          }
        });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    // the subscription may begin after the first action: act until it is heard
    boolean heard = false;
    while (!heard && System.nanoTime() < end) {
      driver.act("tank:web", ContainerAction.START);
      heard = await(events, e -> isState(e, ContainerState.RUNNING));
      driver.act("tank:web", ContainerAction.STOP);
    }
    assertTrue(heard);
    lab.n1.create("more", DemoContent.small(1));
    assertTrue(await(events, NodeEvent.ListChanged.class::isInstance));
    driver.close();
    assertTrue(over.await(5, TimeUnit.SECONDS));
  }

  private static boolean isState(NodeEvent event, ContainerState wanted) {
    return event instanceof NodeEvent.StateChanged s
        && s.id().equals("web")
        && s.pool().equals("tank")
        && s.state() == wanted;
  }

  private static boolean await(LinkedBlockingQueue<NodeEvent> events, Predicate<NodeEvent> wanted)
      throws InterruptedException {
    NodeEvent event = events.poll(3, TimeUnit.SECONDS);
    while (event != null && !wanted.test(event)) {
      event = events.poll(3, TimeUnit.SECONDS);
    }
    return event != null;
  }

  @Test
  void garbageIsUnreadable() {
    lab.n1.faults().with(Faults.Kind.GARBAGE);
    assertThrows(DriverException.Unreadable.class, () -> driver.list());
  }

  @Test
  void aHeldContainerNamesItsHolder() {
    lab.n1.faults().hold("web");
    var busy =
        assertThrows(
            DriverException.Busy.class, () -> driver.act("tank:web", ContainerAction.START));
    assertEquals("osctl ct something web", busy.holder());
  }

  @Test
  void aNodeThatHangsIsSilentAndOthersGoOn() throws IOException {
    try (OsctlDriver hasty = lab.driver(lab.n1, way(), SHORT)) {
      lab.n1.faults().hang("ct_start");
      assertThrows(
          DriverException.Silent.class, () -> hasty.act("tank:web", ContainerAction.START));
      assertEquals(1, hasty.list().size());
    } finally {
      lab.n1.faults().clear();
    }
  }

  @Test
  void aLostConnectionEndsACallWithin5Seconds() throws InterruptedException {
    lab.n1.faults().hang("ct_start");
    var failures = new LinkedBlockingQueue<IOException>();
    Threads.start(
        "start",
        () -> {
          try {
            driver.act("tank:web", ContainerAction.START);
          } catch (IOException e) {
            failures.add(e);
          }
        });
    assertEquals(null, failures.poll(500, TimeUnit.MILLISECONDS));
    lab.n1.close();
    IOException failure = failures.poll(5, TimeUnit.SECONDS);
    assertTrue(failure instanceof TransportException.Disconnected, String.valueOf(failure));
  }

  private NativeSend.Config to(String id) {
    return new NativeSend.Config(
        new PeerAddress("127.0.0.1", lab.n2.port()),
        Optional.of(id),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        true);
  }

  @Test
  void sendsAContainerStepByStep() throws IOException {
    lab.n1.trustAt(lab.n2);
    driver.act("tank:web", ContainerAction.START);
    NativeSend send = send();
    assertTrue(send.log("tank:web").isEmpty());
    send.config("tank:web", to("web2"));
    assertEquals("stage", send.log("tank:web").orElseThrow().state());
    send.rootfs("tank:web", Carrier.DEAF);
    Files.writeString(lab.n1.tree("web").resolve("new file"), "x".repeat(100_000));
    assertTrue(send.written("tank:web") >= 100_000);
    send.sync("tank:web", Carrier.DEAF);
    var log = send.log("tank:web").orElseThrow();
    assertTrue(log.source());
    assertEquals("incremental", log.state());
    assertEquals(Optional.of("web2"), log.targetId());
    assertEquals(Optional.of(to("web2").target()), log.target());
    assertEquals(2, log.snapshots().size());
    assertEquals("/", send.datasets("tank:web").getFirst().name());
    assertTrue(send.datasets("tank:web").getFirst().referenced() > 100_000);
    send.state("tank:web", new NativeSend.Switch(false, true, true, false), Carrier.DEAF);
    assertEquals(ContainerState.STOPPED, driver.show("tank:web").state());
    var before = lab.n1.files("web");
    assertEquals(before, lab.n2.files("web2"));
    assertEquals("transfer", send.log("tank:web").orElseThrow().state());
    send.cleanup("tank:web", Carrier.DEAF);
    assertEquals(List.of(), driver.list());
  }

  @Test
  void takesASendBack() throws IOException {
    lab.n1.trustAt(lab.n2);
    NativeSend send = send();
    send.config("tank:web", to("web"));
    assertThrows(DriverException.class, () -> send.config("tank:web", to("web")));
    send.rootfs("tank:web", Carrier.DEAF);
    send.cancel("tank:web", false, false);
    assertTrue(send.log("tank:web").isEmpty());
    try (OsctlDriver there = lab.driver(lab.n2, way(), PATIENT)) {
      assertEquals(List.of(), there.list());
    }
    assertThrows(DriverException.Rejected.class, () -> send.cancel("tank:web", false, false));
    assertThrows(DriverException.Rejected.class, () -> send.sync("tank:web", Carrier.DEAF));
  }

  @Test
  void tellsWhatPreflightWantsToKnow() throws IOException {
    assertFalse(send().groupDevices("/default").isEmpty());
    assertEquals(List.of(), send().containerDevices("tank:web"));
    assertEquals("x86_64", send().arch("tank:web"));
    assertTrue(send().bridges("tank:web").size() <= 1);
  }
}
