package quayside.core.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.create.CreateRequest.Options;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.incus.RealServer;
import quayside.core.migrate.MoveRefused;
import quayside.core.model.Instance;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.Node;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.problem.Problem;

/** What making instances on a real server must do, whichever kind it is. */
@Timeout(120)
abstract class CreateRealContract {
  private static final Source TINY = new Source.Local("tiny");

  @TempDir Path folder;
  private RealServer server;
  private final List<String> made = new ArrayList<>();

  abstract String server();

  @BeforeEach
  void open() {
    server = new RealServer(server(), folder);
  }

  @AfterEach
  void close() throws IOException {
    for (String id : made) {
      server.remove(id);
    }
  }

  private String unused() {
    String id = "n-" + RealServer.unused();
    made.add(id);
    return id;
  }

  private Operations operations(Consumer<OperationEvent> written) throws IOException {
    Node node = server.by(server.ssh());
    return OperationsLab.open(
        Files.createDirectories(folder.resolve("journals")),
        server.drivers(),
        name -> Optional.of(node).filter(n -> n.name().equals(name)),
        Creations.recipes(),
        OperationsLab.SHORT,
        written);
  }

  private CreateRequest wish(String name, Source source, Options options) {
    return new CreateRequest(server(), "default", name, source, options);
  }

  private OperationView run(CreateRequest wish) throws IOException, InterruptedException {
    try (Operations operations = operations(_ -> {})) {
      return operations.await(operations.submit(Errand.order(wish)));
    }
  }

  private void succeeded(CreateRequest wish) throws IOException, InterruptedException {
    OperationView view = run(wish);
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
  }

  private Instance instance(String id) throws IOException {
    try (ContainerDriver driver = server.drivers().open(server.by(server.ssh()))) {
      return driver.server().orElseThrow().instances().get("default:" + id);
    }
  }

  private String state(String id) throws IOException {
    return server.run(server.tool(), "list", "-f", "csv", "-c", "s", "^" + id + "$").strip();
  }

  private Offer offer() throws IOException {
    try (ContainerDriver driver = server.drivers().open(server.by(server.ssh()))) {
      return Offer.of(server(), driver, "default");
    }
  }

  @Test
  void theServerTellsWhatItHas() throws Exception {
    Offer offer = offer();
    assertTrue(offer.images().stream().anyMatch(image -> image.isCalled("tiny")));
    assertTrue(offer.profiles().stream().anyMatch(p -> p.name().equals("default")));
    assertEquals("dir", offer.pools().get("default"));
    assertTrue(offer.projects().contains("default"));
    assertEquals(List.of(), CreateChecks.of(wish(unused(), TINY, Options.DEFAULT), offer));
  }

  @Test
  void fromAnImageWithEverythingChosenAndStarted() throws Exception {
    String id = unused();
    var options =
        new Options(
            Optional.of(List.of("default")),
            Optional.of("second"),
            Optional.of("100MiB"),
            Map.of("limits.memory", "64MiB"),
            true,
            true);
    succeeded(wish(id, TINY, options));
    assertEquals("RUNNING", state(id));
    Instance there = instance(id);
    assertEquals(Optional.of("second"), there.pool());
    assertEquals("100MiB", there.settings().devices().getOrDefault("root", Map.of()).get("size"));
    assertTrue(there.settings().ephemeral());
    assertEquals("64MiB", there.settings().config().get("limits.memory"));
    assertFalse(there.settings().config().containsKey(Site.KEY));
  }

  @Test
  void withoutFilesItStaysStopped() throws Exception {
    String id = unused();
    succeeded(wish(id, new Source.Empty(), Options.DEFAULT));
    assertEquals("STOPPED", state(id));
    assertFalse(instance(id).settings().config().containsKey(Site.KEY));
  }

  @Test
  void aCopyHasTheSettingsAndTheSnapshotsIfWanted() throws Exception {
    String original = unused();
    server.run(server.tool(), "-q", "init", "tiny", original, "-c", "user.colour=red");
    if (server.tool().equals("lxc")) {
      server.run("lxc", "-q", "snapshot", original, "s1");
    } else {
      server.run("incus", "-q", "snapshot", "create", original, "s1");
    }
    for (boolean snapshots : List.of(true, false)) {
      String id = unused();
      succeeded(
          wish(
              id,
              new Source.Copy("default", original, Optional.empty(), snapshots),
              Options.DEFAULT));
      assertEquals("red", instance(id).settings().config().get("user.colour"));
      assertEquals(snapshots, server.run(server.tool(), "info", id).contains("s1"));
    }
    String other = unused();
    var options =
        new Options(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("user.colour", "", "limits.memory", "64MiB"),
            false,
            false);
    succeeded(wish(other, new Source.Copy("default", original, Optional.empty(), false), options));
    assertEquals("64MiB", instance(other).settings().config().get("limits.memory"));
    assertEquals("", instance(other).settings().config().getOrDefault("user.colour", ""));
    String old = unused();
    succeeded(
        wish(old, new Source.Copy("default", original, Optional.of("s1"), false), Options.DEFAULT));
    assertEquals("red", instance(old).settings().config().get("user.colour"));
  }

  @Test
  void whatIsInTheWayIsSaidBeforeAnythingIsMade() throws Exception {
    String id = unused();
    succeeded(wish(id, new Source.Empty(), Options.DEFAULT));
    OperationView view = run(wish(id, TINY, Options.DEFAULT));
    assertEquals(Status.FAILED, view.status(), view.toString());
    assertEquals(Optional.of("move-refused"), view.problem().map(Problem::code));
    assertEquals("STOPPED", state(id)); // the older one is not touched
    Offer offer = offer();
    assertThrows(
        MoveRefused.class, () -> CheckStep.require(wish(id, TINY, Options.DEFAULT), offer));
  }

  /** The server knows its keys, and what it says of others is said. */
  @Test
  void aSettingThatTheServerDoesNotKnowIsSaidInItsWords() throws Exception {
    String id = unused();
    var options =
        new Options(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("no.such.key", "1"),
            false,
            false);
    OperationView view = run(wish(id, TINY, options));
    assertEquals(Status.FAILED, view.status(), view.toString());
    String said = view.problem().orElseThrow().sentence();
    assertTrue(said.contains("nknown configuration key: no.such.key"), said);
    assertEquals("", state(id));
  }

  /** Nobody answers there: the server tries, and nothing is left. */
  @Test
  void anImageThatCannotBeFetchedLeavesNothing() throws Exception {
    String id = unused();
    var nowhere = new Source.Remote("https://127.0.0.1:9", "simplestreams", "debian/12");
    OperationView view = run(wish(id, nowhere, Options.DEFAULT));
    assertEquals(Status.FAILED, view.status(), view.toString());
    Problem problem = view.problem().orElseThrow();
    assertTrue(problem.sentence().contains("127.0.0.1:9"), problem.toString());
    assertEquals("", state(id));
  }

  /**
   * Cancelled while the server makes it, it is removed; the source of the copy stays. A file of
   * holes is read for seconds and takes no room.
   */
  @Test
  void cancelledItLeavesNothing() throws Exception {
    String original = unused();
    server.run(server.tool(), "-q", "init", "tiny", original);
    String kind = server.tool().equals("lxc") ? "lxd" : "incus";
    String _ =
        server.told(
            "truncate -s 2G /var/lib/%s/storage-pools/default/containers/%s/rootfs/big"
                .formatted(kind, original),
            "sh");
    String id = unused();
    var copying = new CountDownLatch(1);
    try (Operations operations =
        operations(event -> {
          if (event instanceof OperationEvent.StepDetail detail
              && detail.text().startsWith("Copying")) {
            copying.countDown();
          }
        })) {
      String operation =
          operations.submit(
              Errand.order(
                  wish(
                      id,
                      new Source.Copy("default", original, Optional.empty(), true),
                      Options.DEFAULT)));
      assertTrue(copying.await(30, TimeUnit.SECONDS));
      operations.act(operation, OperationAction.CANCEL);
      OperationView view = operations.await(operation);
      assertEquals(Status.CANCELLED, view.status(), view.toString());
      assertEquals(List.of(), view.leftovers());
    }
    assertEquals("", state(id));
    assertEquals("STOPPED", state(original));
  }

  /** What does not start is kept, and its removal is offered. */
  @Test
  void whatDoesNotStartIsWholeAndCanBeRemoved() throws Exception {
    String id = unused();
    var options = new Options(Optional.empty(), Optional.empty(), Optional.empty(), false, true);
    try (Operations operations = operations(_ -> {})) {
      String operation = operations.submit(Errand.order(wish(id, new Source.Empty(), options)));
      OperationView view = operations.await(operation);
      assertEquals(Status.FAILED, view.status(), view.toString());
      assertEquals(Optional.of("start-failed"), view.problem().map(Problem::code));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!state(id).equals("STOPPED")) { // it dies a moment after the server gave up
        assertTrue(System.nanoTime() < end, state(id));
      }
      operations.act(operation, OperationAction.CANCEL);
      OperationView cancelled = operations.await(operation);
      assertEquals(Status.CANCELLED, cancelled.status(), cancelled.toString());
    }
    assertEquals("", state(id));
  }
}
