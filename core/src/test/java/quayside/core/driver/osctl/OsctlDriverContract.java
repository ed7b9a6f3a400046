package quayside.core.driver.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeSend;
import quayside.core.driver.contract.ContainerDriverContract;
import quayside.core.embedded.DemoContent;
import quayside.core.embedded.faults.Faults;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.PeerAddress;
import quayside.transport.Threads;
import quayside.transport.TransportException;

/** What both ways to a vpsAdminOS node must do, on embedded nodes over real SSH connections. */
abstract class OsctlDriverContract extends ContainerDriverContract {
  private static final Limits SHORT = new Limits(Duration.ofSeconds(15), Duration.ofSeconds(1));

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

  @Override
  protected ContainerDriver driver() {
    return driver;
  }

  @Override
  protected String container() {
    return "tank:web";
  }

  @Override
  protected void makeAnother() throws IOException {
    lab.n1.create("more", DemoContent.small(1));
  }

  private NativeSend send() {
    return driver.nativeSend().orElseThrow();
  }

  @Test
  void tellsOsctldsFactsAndCapabilities() throws IOException {
    assertEquals(
        EnumSet.complementOf(EnumSet.of(Capability.RECEIVE, Capability.INSTANCE_SERVER)),
        driver.capabilities());
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
  void tellsWhatOsctldKnows() throws IOException {
    Container listed = driver.list().getFirst();
    assertEquals("n1:web", listed.ref().toString());
    assertEquals("debian", listed.distribution());
    assertTrue(listed.disk().orElseThrow() > 0);
    assertTrue(listed.record().containsKey("lxc_path"));
  }

  @Test
  void anUnknownContainerHasNoSend() {
    assertThrows(DriverException.NotFound.class, () -> send().log("tank:nobody"));
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
