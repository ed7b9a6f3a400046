package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.contract.ContainerDriverContract;
import quayside.core.model.ContainerState;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceSnapshot;
import quayside.core.model.KnownSettings;
import quayside.core.model.NewInstance;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.model.Profile;
import quayside.core.model.ServerOperation;
import quayside.transport.Threads;
import quayside.transport.TransportException;

/** What instances of every real server live in and leave behind, and the operations on them. */
abstract class RealObjectsContract extends ContainerDriverContract {
  final List<String> made = new ArrayList<>();
  RealServer real;
  String id;
  ContainerDriver driver;

  /** Name of the server in the lab. */
  abstract String server();

  /** How it is reached. */
  abstract Node node(RealServer server) throws IOException;

  @BeforeEach
  void open() throws IOException {
    real = new RealServer(server(), folder);
    id = real.make();
    made.add(id);
    driver = real.drivers().open(node(real));
  }

  @AfterEach
  void close() throws IOException {
    if (driver != null) {
      driver.close();
      for (String name : made) {
        real.remove(name);
      }
    }
  }

  @Override
  protected ContainerDriver driver() {
    return driver;
  }

  @Override
  protected String container() {
    return "default:" + id;
  }

  @Override
  protected void makeAnother() throws IOException {
    made.add(real.make());
  }

  @Override
  protected void awaitUp() throws IOException {
    real.awaitUp(id);
  }

  InstanceServer rest() {
    return driver.server().orElseThrow();
  }

  String unused() {
    String name = RealServer.unused();
    made.add(name);
    return name;
  }

  static NewInstance wanted(String name, NewInstance.Source.Direct source) {
    return new NewInstance("default", Optional.of(name), source, InstanceSettings.DEFAULT);
  }

  @Test
  void snapshotsAreTakenRenamedRestoredAndDeleted() throws IOException {
    driver.act(container(), ContainerAction.START);
    real.run(real.tool(), "exec", id, "--", "touch", "/root/before");
    var snapshots = rest().snapshots();
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    snapshots.create(container(), "first", false, Optional.of(tomorrow));
    snapshots.create(container(), "second", false, Optional.empty());
    assertThrows(
        DriverException.Exists.class,
        () -> snapshots.create(container(), "second", false, Optional.empty()));
    List<InstanceSnapshot> two = snapshots.list(container());
    assertEquals(List.of("first", "second"), two.stream().map(InstanceSnapshot::name).toList());
    assertEquals(
        tomorrow.getEpochSecond(), two.getFirst().expires().orElseThrow().getEpochSecond());
    assertTrue(two.getLast().expires().isEmpty());
    snapshots.rename(container(), "second", "third");
    real.run(real.tool(), "exec", id, "--", "rm", "/root/before");
    awaitUp();
    driver.act(container(), ContainerAction.STOP);
    snapshots.restore(container(), "first", false);
    driver.act(container(), ContainerAction.START);
    real.run(real.tool(), "exec", id, "--", "test", "-e", "/root/before");
    snapshots.delete(container(), "third");
    assertEquals(1, snapshots.list(container()).size());
    assertThrows(DriverException.NotFound.class, () -> snapshots.delete(container(), "third"));
    assertThrows(
        DriverException.NotFound.class, () -> snapshots.restore(container(), "third", false));
    assertThrows(DriverException.NotFound.class, () -> snapshots.delete(container(), "../../../x"));
  }

  @Test
  void otherProjectsAreListedAndNamed() throws IOException {
    String project = "p-" + id;
    String inside = RealServer.unused();
    real.run(
        real.tool(),
        "project",
        "create",
        project,
        "-c",
        "features.images=false",
        "-c",
        "features.profiles=false");
    try {
      actIn(project, inside);
    } finally {
      real.removeProject(project, inside);
    }
    assertFalse(rest().objects().projects().contains(project));
  }

  private void actIn(String project, String inside) throws IOException {
    assertTrue(rest().objects().projects().contains(project));
    var image = new NewInstance.Source.Local("tiny");
    var wanted = new NewInstance(project, Optional.of(inside), image, InstanceSettings.DEFAULT);
    String name = rest().instances().create(wanted);
    assertEquals(project + ":" + inside, name);
    List<String> listed = driver.list().stream().map(c -> c.ref().onNode()).toList();
    assertTrue(listed.containsAll(List.of(container(), name)), listed.toString());
    driver.act(name, ContainerAction.START);
    assertEquals(ContainerState.RUNNING, driver.show(name).state());
    driver.act(name, ContainerAction.STOP, new ActionOptions(true, Optional.empty(), false));
    assertThrows(DriverException.NotFound.class, () -> driver.show("default:" + inside));
    driver.act(name, ContainerAction.DELETE);
    assertThrows(DriverException.NotFound.class, () -> driver.show(name));
  }

  @Test
  void knowsProfilesImagesPoolsAndNetworks() throws IOException {
    var objects = rest().objects();
    List<Profile> profiles = objects.profiles("default");
    Profile like =
        profiles.stream().filter(p -> p.name().equals("default")).findFirst().orElseThrow();
    assertTrue(like.devices().toString().contains("pool=default"), like.devices().toString());
    assertTrue(
        objects.images("default").stream().anyMatch(image -> image.aliases().contains("tiny")));
    assertEquals("dir", objects.pools().get("default"));
    assertEquals("btrfs", objects.pools().get("second"));
    assertTrue(objects.networks("default").stream().anyMatch(name -> name.endsWith("br0")));
  }

  @Test
  void whatCanBeSetOfContainersIsToldByIncus() throws IOException {
    Optional<KnownSettings> told = rest().objects().settings();
    assertEquals(rest().info().platform() == Platform.INCUS, told.isPresent());
    told.ifPresent(known -> {
      assertTrue(known.has("security.guestapi"));
      assertTrue(known.has("environment.PATH"));
      assertFalse(known.has("security.devlxd"));
      assertFalse(known.has("security.secureboot"), "of virtual machines alone");
    });
    assertEquals(told, rest().objects().settings());
  }

  @Test
  void operationsAreSeenWaitedForAndCancelled() throws Exception {
    var way = new quayside.core.driver.InstanceTransfers.Way(false, false);
    var offer = rest().transfers().offer(container(), way);
    ServerOperation going =
        rest().operations().list().stream()
            .filter(operation -> operation.id().equals(offer.operation()))
            .findFirst()
            .orElseThrow();
    assertFalse(going.isOver());
    var waited = new LinkedBlockingQueue<Object>();
    Threads.start(
        "waits",
        () -> {
          try {
            waited.add(rest().operations().await(offer.operation(), _ -> waited.add("seen")));
          } catch (IOException e) {
            waited.add(e);
          }
        });
    assertEquals("seen", waited.poll(20, TimeUnit.SECONDS));
    assertFalse(rest().operations().get(offer.operation()).isOver());
    try {
      rest().operations().cancel(offer.operation());
    } catch (DriverException.Rejected _) {
      // LXD lets such an operation only run into its own limit
    }
    Object end = waited.poll(60, TimeUnit.SECONDS);
    while ("seen".equals(end)) {
      end = waited.poll(60, TimeUnit.SECONDS);
    }
    assertTrue(end instanceof DriverException, String.valueOf(end));
    assertThrows(
        DriverException.NotFound.class,
        () -> rest().operations().get("00000000-0000-0000-0000-000000000000"));
    assertThrows(
        DriverException.Silent.class,
        () -> rest().operations().await("00000000-0000-0000-0000-000000000000"));
  }

  @Test
  void operationsOfOtherProjectsAreSeenToo() throws Exception {
    String tool = real.tool();
    String project = "p" + id;
    String other = id + "-p";
    String own = "features.images=false";
    real.run(tool, "project", "create", project, "-c", own, "-c", "features.profiles=false");
    try {
      real.run(tool, "-q", "launch", "tiny", other, "--project", project);
      var run = new CompletableFuture<String>();
      Threads.start(
          "executes",
          () -> {
            try {
              run.complete(real.run(tool, "exec", other, "--project", project, "--", "sleep", "8"));
            } catch (IOException e) {
              run.completeExceptionally(e);
            }
          });
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
      while (rest().operations().about(project + ":" + other).isEmpty()) {
        assertTrue(System.nanoTime() < end, "it is not seen");
      }
      ServerOperation going = rest().operations().about(project + ":" + other).getFirst();
      assertTrue(
          rest().operations().list().stream().anyMatch(each -> each.id().equals(going.id())));
      assertEquals(List.of(), rest().operations().about("default:" + other));
      run.get();
    } finally {
      real.run(tool, "delete", "-f", other, "--project", project);
      real.run(tool, "project", "delete", project);
    }
  }

  @Test
  void closingFreesEveryCall() throws Exception {
    var way = new quayside.core.driver.InstanceTransfers.Way(false, false);
    var offer = rest().transfers().offer(container(), way);
    var ended = new LinkedBlockingQueue<IOException>();
    for (int i = 0; i < 3; i++) {
      Threads.start(
          "waits",
          () -> {
            try {
              rest().operations().await(offer.operation());
            } catch (IOException e) {
              ended.add(e);
            }
          });
    }
    assertEquals(null, ended.poll(500, TimeUnit.MILLISECONDS));
    driver.close();
    for (int i = 0; i < 3; i++) {
      IOException how = ended.poll(1, TimeUnit.SECONDS);
      assertTrue(how instanceof TransportException.Disconnected, String.valueOf(how));
    }
  }
}
