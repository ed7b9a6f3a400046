package quayside.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.NodeEvent;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;
import quayside.transport.TransportException;

@Timeout(60)
class LiveFleetTest {
  @TempDir Path folder;
  private final PretendedDrivers drivers = new PretendedDrivers();
  private final LinkedBlockingQueue<List<NodeView>> heard = new LinkedBlockingQueue<>();
  private LiveFleet fleet;

  @BeforeEach
  void open() throws IOException {
    fleet = new LiveFleet(folder.resolve("nodes.json"), drivers, new PretendedIntroductions());
    fleet.watch(heard::add);
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private static Node node(String name) {
    return new Node(name, Platform.VPSADMINOS, Endpoint.Ssh.of(name), Optional.empty());
  }

  private static ContainerRef ref(String node, String pool, String id) {
    return new ContainerRef(node, pool, id);
  }

  /** Waits for a view of the first node, as a listener is told it. */
  private NodeView await(Predicate<NodeView> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      List<NodeView> nodes = heard.poll(1, TimeUnit.SECONDS);
      if (nodes != null && !nodes.isEmpty() && wanted.test(nodes.getFirst())) {
        return nodes.getFirst();
      }
    }
    throw new AssertionError("not heard; now " + fleet.nodes());
  }

  private static boolean ready(NodeView view) {
    return view.status() == NodeView.Status.READY;
  }

  @Test
  void aNewNodeIsAskedAndListed() throws IOException, InterruptedException {
    drivers.containers.put("n1", List.of(ref("n1", "tank", "web")));
    fleet.add(node("n1"));
    NodeView view = await(LiveFleetTest::ready);
    assertEquals("web", view.containers().getFirst().ref().id());
    assertEquals("x86_64", view.facts().orElseThrow().arch());
    assertTrue(view.asOf().isPresent());
  }

  @Test
  void anEventChangesAStateAtOnceAndAListEventAsksAgain() throws IOException, InterruptedException {
    drivers.containers.put("n1", List.of(ref("n1", "tank", "web")));
    fleet.add(node("n1"));
    await(LiveFleetTest::ready);
    drivers.tell("n1", new NodeEvent.StateChanged("tank", "web", ContainerState.RUNNING, 1));
    await(v -> v.containers().getFirst().state() == ContainerState.RUNNING);
    drivers.containers.put("n1", List.of(ref("n1", "tank", "web"), ref("n1", "tank", "db")));
    drivers.tell("n1", new NodeEvent.ListChanged());
    await(v -> v.containers().size() == 2);
  }

  @Test
  void withoutEventsItIsAskedAgainByItself() throws IOException, InterruptedException {
    drivers.withEvents = false;
    fleet.add(node("n1"));
    await(LiveFleetTest::ready);
    drivers.containers.put("n1", List.of(ref("n1", "tank", "web")));
    await(v -> v.containers().size() == 1);
  }

  @Test
  void aLostNodeKeepsWhatWasKnownAndComesBack() throws IOException, InterruptedException {
    drivers.containers.put("n1", List.of(ref("n1", "tank", "web")));
    fleet.add(node("n1"));
    NodeView before = await(LiveFleetTest::ready);
    drivers.failures.put("n1", new TransportException.Unreachable("Nobody there.", null));
    drivers.tell("n1", new TransportException.Disconnected("gone", null));
    NodeView lost =
        await(v -> v.status() == NodeView.Status.UNREACHABLE && v.nextTry().isPresent());
    assertEquals(1, lost.containers().size());
    assertTrue(lost.asOf().orElseThrow().compareTo(before.asOf().orElseThrow()) >= 0);
    assertEquals("disconnected", lost.problem().orElseThrow().code());
    await(v -> v.problem().map(p -> p.code().equals("unreachable")).orElse(false));
    drivers.failures.clear();
    assertEquals(NodeView.Status.READY, await(LiveFleetTest::ready).status());
  }

  @Test
  void aRefusedLoginIsNotTriedAgainUntilSomebodyAsks() throws IOException, InterruptedException {
    drivers.failures.put("n1", new TransportException.AuthFailed("No.", null));
    fleet.add(node("n1"));
    NodeView view = await(v -> v.status() == NodeView.Status.UNREACHABLE);
    assertEquals(Optional.empty(), view.nextTry());
    assertEquals("login-refused", view.problem().orElseThrow().code());
    assertEquals(1, drivers.dials("n1"));
    assertEquals(NodeView.Status.UNREACHABLE, fleet.refresh("n1").status());
    drivers.failures.clear();
    assertEquals(NodeView.Status.READY, fleet.refresh("n1").status());
    assertEquals(3, drivers.dials("n1"));
  }

  @Test
  void findsContainersByName() throws IOException {
    drivers.containers.put(
        "n1", List.of(ref("n1", "tank", "web"), ref("n1", "tank", "db"), ref("n1", "fast", "db")));
    fleet.add(node("n1")); // looks at it at once
    assertEquals(ref("n1", "tank", "web"), fleet.find("n1:web"));
    assertEquals(ref("n1", "fast", "db"), fleet.find("n1:fast:db"));
    var two = assertThrows(ProblemException.class, () -> fleet.find("n1:db"));
    assertEquals("Write n1:tank:db or n1:fast:db.", two.problem().tryThis());
    var typo = assertThrows(ProblemException.class, () -> fleet.find("n1:wbe"));
    assertTrue(typo.problem().tryThis().contains("web"));
    var node = assertThrows(ProblemException.class, () -> fleet.find("m1:web"));
    assertEquals("unknown-node", node.problem().code());
    assertEquals("Did you mean n1?", node.problem().tryThis());
    assertThrows(ProblemException.class, () -> fleet.find("web"));
  }

  @Test
  void actsOverTheConnectionThatIsThere() throws IOException {
    fleet.add(node("n1"));
    fleet.refresh("n1");
    fleet.act(ref("n1", "tank", "web"), ContainerAction.STOP);
    assertEquals(1, drivers.dials("n1"));
    assertEquals(List.of("STOP tank:web"), drivers.done("n1"));
  }

  @Test
  void changesTheBook() throws IOException {
    fleet.add(node("n1"));
    fleet.add(node("n2"));
    assertThrows(ProblemException.class, () -> fleet.add(node("n1")));
    assertThrows(ProblemException.class, () -> fleet.update("n1", node("n2")));
    assertThrows(ProblemException.class, () -> fleet.remove("n3"));
    fleet.update("n1", node("first"));
    assertEquals(List.of("first", "n2"), fleet.nodes().stream().map(v -> v.node().name()).toList());
    fleet.remove("n2");
    try (var again =
        new LiveFleet(folder.resolve("nodes.json"), drivers, new PretendedIntroductions())) {
      assertEquals("first", again.nodes().getFirst().node().name());
      assertEquals(1, again.nodes().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", " a", "a\nb", "-x", "$(id)", "a'b"})
  void refusesNamesThatCannotBeTyped(String name) {
    assertThrows(ProblemException.class, () -> fleet.add(node(name)));
  }

  @Test
  void noticesAnotherProgramsChange() throws IOException, InterruptedException {
    new NodeBook(folder.resolve("nodes.json")).change(nodes -> nodes.add(node("n1")));
    assertEquals("n1", await(LiveFleetTest::ready).node().name());
  }

  @Test
  void noticesThatTheMachineSlept() {
    long[] clocks = {0, 0};
    var sense = new SleepSense(() -> clocks[0], () -> clocks[1]);
    clocks[0] = 3000;
    clocks[1] = 3_000_000_000L;
    assertEquals(false, sense.slept());
    clocks[0] = 603_000;
    clocks[1] = 4_000_000_000L;
    assertEquals(true, sense.slept());
    assertEquals(false, sense.slept());
  }

  @Test
  void pausesGrowToAMinute() {
    var backOff = new BackOff(() -> 0.5);
    long[] seconds = new long[8];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = backOff.next().toSeconds();
    }
    assertEquals("[1, 2, 4, 8, 16, 32, 60, 60]", java.util.Arrays.toString(seconds));
    backOff.reset();
    assertEquals(1, backOff.next().toSeconds());
  }
}
