package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.model.ContainerState;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NewInstance;
import quayside.core.model.ServerOperation;
import quayside.transport.Threads;

/** What every real server must do, whichever kind it is and however it is reached. */
abstract class RealServerContract extends RealObjectsContract {

  @Test
  void tellsWhoItIs() throws IOException {
    var info = rest().info();
    assertEquals(real.platform(), info.platform());
    assertEquals(server(), info.name());
    assertTrue(info.has("instance_all_projects"));
    assertEquals(List.of(real.host() + ":8443"), info.addresses());
    assertTrue(info.certificate().startsWith("-----BEGIN CERTIFICATE-----"));
    assertEquals(64, info.fingerprint().length());
    var facts = driver.facts();
    assertTrue(facts.profiles().containsAll(List.of("default:default", "default:live")));
    assertTrue(facts.projects().contains("default"));
  }

  @Test
  void createsFromAnImageAnEmptyOneAndACopy() throws IOException {
    String image = unused();
    var source = new NewInstance.Source.Local("tiny");
    assertEquals("default:" + image, rest().instances().create(wanted(image, source)));
    assertEquals("busybox", driver.show("default:" + image).distribution());
    String empty = unused();
    rest().instances().create(wanted(empty, new NewInstance.Source.Empty()));
    assertEquals(ContainerState.STOPPED, driver.show("default:" + empty).state());
    rest().snapshots().create("default:" + image, "one", false, Optional.empty());
    String whole = unused();
    rest()
        .instances()
        .create(
            wanted(whole, new NewInstance.Source.Copy("default", image, Optional.empty(), true)));
    assertEquals(1, rest().snapshots().list("default:" + whole).size());
    String past = unused();
    rest()
        .instances()
        .create(
            wanted(past, new NewInstance.Source.Copy("default", image, Optional.of("one"), false)));
    assertEquals(List.of(), rest().snapshots().list("default:" + past));
  }

  @Test
  void aNameThatTheServerMakesUpIsTold() throws IOException {
    var nameless =
        new NewInstance(
            "default",
            Optional.empty(),
            new NewInstance.Source.Empty(),
            InstanceSettings.DEFAULT.withDescription("made up"));
    String name = rest().instances().create(nameless);
    made.add(name.substring(name.indexOf(':') + 1));
    assertEquals("made up", rest().instances().get(name).settings().description());
  }

  @Test
  void whatIsMissingIsNamedAndNothingIsMade() {
    String name = RealServer.unused();
    var image = new NewInstance.Source.Local("tiny");
    var like = InstanceSettings.DEFAULT;
    var root = Map.of("root", Map.of("type", "disk", "path", "/", "pool", "nopool"));
    Map<String, NewInstance> doomed =
        Map.of(
            "nothing-here",
            wanted(name, new NewInstance.Source.Local("nothing-here")),
            "noprofile",
            new NewInstance(
                "default", Optional.of(name), image, like.withProfiles(List.of("noprofile"))),
            "nopool",
            new NewInstance("default", Optional.of(name), image, like.withDevices(root)),
            "noproject",
            new NewInstance("noproject", Optional.of(name), image, like));
    doomed.forEach((what, wanted) -> {
      var missing =
          assertThrows(DriverException.NotFound.class, () -> rest().instances().create(wanted));
      assertTrue(missing.toString().contains("“" + what + "”"), missing.toString());
    });
    assertThrows(DriverException.NotFound.class, () -> driver.show("default:" + name));
  }

  @Test
  void aNameThatIsTakenIsRefusedAlsoWhenItIsTakenJustThen() throws IOException {
    var again = wanted(id, new NewInstance.Source.Empty());
    assertThrows(DriverException.Exists.class, () -> rest().instances().create(again));
    // past our own look: what the server says when two come at once
    var api = ((IncusDriver) driver).api();
    var late = Map.of("name", id, "source", Map.of("type", "none"));
    assertThrows( // at once, or in the operation: versions differ
        DriverException.Exists.class,
        () -> rest().operations().await(api.start("POST", "/1.0/instances", late).id()));
    assertThrows(
        DriverException.Rejected.class,
        () -> rest().instances().create(wanted("no_such_name!", new NewInstance.Source.Empty())));
  }

  @Test
  void renames() throws IOException {
    String name = unused();
    rest().instances().rename(container(), name);
    assertThrows(DriverException.NotFound.class, () -> driver.show(container()));
    assertEquals(name, driver.show("default:" + name).ref().id());
    String other = real.make();
    made.add(other);
    assertThrows(
        DriverException.Exists.class, () -> rest().instances().rename("default:" + name, other));
  }

  @Test
  void savesAllSettingsAndNoticesWhenSomebodyElseDid() throws IOException {
    Instance before = rest().instances().get(container());
    InstanceSettings settings = before.settings();
    var config = new HashMap<>(settings.config());
    config.put("user.note", "späße & \"quotes\"\nsecond line");
    config.put("limits.processes", "50");
    var devices = Map.of("mine", Map.of("type", "none"));
    var wanted =
        new InstanceSettings(
            settings.architecture(),
            "described",
            true,
            List.of("default", "live"),
            config,
            devices);
    rest().instances().save(container(), wanted, before.etag());
    Instance after = rest().instances().get(container());
    assertEquals("described", after.settings().description());
    assertTrue(after.settings().ephemeral());
    assertEquals(wanted.profiles(), after.settings().profiles());
    assertEquals(config.get("user.note"), after.settings().config().get("user.note"));
    assertEquals(devices, after.settings().devices());
    assertEquals("lxc.console.path = none", after.expandedConfig().get("raw.lxc"));
    assertEquals(Optional.of("default"), after.pool());
    assertThrows(
        DriverException.Conflict.class,
        () -> rest().instances().save(container(), settings, before.etag()));
    assertEquals("described", rest().instances().get(container()).settings().description());
    rest().instances().save(container(), settings, Optional.empty());
    assertFalse(rest().instances().get(container()).settings().ephemeral());
    assertThrows(
        DriverException.Rejected.class,
        () ->
            rest()
                .instances()
                .save(
                    container(),
                    settings.withConfig(Map.of("no.such.key", "1")),
                    Optional.empty()));
  }

  /** Whether the server counts what a container uses, on this machine. */
  boolean counts() {
    return true;
  }

  @Test
  void tellsWhatARunningOneUses() throws Exception {
    driver.act(container(), ContainerAction.START);
    var state = rest().instances().state(container());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while ((state.addresses().isEmpty()
            || (counts() && state.memory().orElse(0) == 0)) // some kernels count late
        && System.nanoTime() < end) {
      state = rest().instances().state(container());
    }
    assertEquals(ContainerState.RUNNING, state.state());
    assertTrue(state.pid().orElseThrow() > 0);
    assertTrue(state.processes() >= 1);
    assertEquals(counts(), state.cpuNanos().isPresent());
    assertEquals(counts(), state.memory().isPresent());
    assertTrue(state.addresses().getFirst().matches("10\\.88\\.\\d+\\.\\d+/24"));
    assertTrue(state.nics().toString().contains("state=up"), state.nics().toString());
    assertEquals(state.addresses(), driver.show(container()).addresses());
  }

  @Test
  void actsByForceAndInTime() throws IOException {
    driver.act(container(), ContainerAction.START);
    driver.act(
        container(), ContainerAction.RESTART, new ActionOptions(true, Optional.empty(), false));
    assertEquals(ContainerState.RUNNING, driver.show(container()).state());
    awaitUp();
    driver.act(
        container(),
        ContainerAction.STOP,
        new ActionOptions(false, Optional.of(Duration.ofSeconds(10)), false));
    assertEquals(ContainerState.STOPPED, driver.show(container()).state());
  }

  /** Whoever waits for it to end by itself is told that it has. */
  @Test
  void whatDoesNotEndIsEndedByForceAlsoWhileSomebodyWaitsForIt() throws Exception {
    var force = new ActionOptions(true, Optional.empty(), false);
    driver.act(container(), ContainerAction.START);
    awaitUp();
    long pid = rest().instances().state(container()).pid().orElseThrow();
    real.run("kill", "-STOP", Long.toString(pid));
    var clean = new CompletableFuture<Boolean>();
    Threads.start(
        "stops",
        () -> {
          try {
            driver.act(container(), ContainerAction.STOP);
            clean.complete(true);
          } catch (IOException e) {
            clean.completeExceptionally(e);
          }
        });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    while (rest().operations().about(container()).isEmpty()) {
      assertTrue(System.nanoTime() < end, "it is not asked to end");
    }
    driver.act(container(), ContainerAction.STOP, force);
    assertEquals(ContainerState.STOPPED, driver.show(container()).state());
    assertTrue(clean.get(20, TimeUnit.SECONDS));
    driver.act(container(), ContainerAction.START);
    driver.act(container(), ContainerAction.FREEZE);
    driver.act(container(), ContainerAction.STOP, force);
    assertEquals(ContainerState.STOPPED, driver.show(container()).state());
  }

  @Test
  void whatIsAlreadySoIsRefusedWithTheServersWords() throws IOException {
    var stopped =
        assertThrows(
            DriverException.Rejected.class, () -> driver.act(container(), ContainerAction.STOP));
    assertTrue(stopped.toString().contains("already stopped"), stopped.toString());
    driver.act(container(), ContainerAction.START);
    var running =
        assertThrows(
            DriverException.Rejected.class, () -> driver.act(container(), ContainerAction.START));
    assertTrue(running.toString().contains("already running"), running.toString());
    assertThrows(
        DriverException.Rejected.class, () -> driver.act(container(), ContainerAction.DELETE));
    assertEquals(ContainerState.RUNNING, driver.show(container()).state());
  }
}
