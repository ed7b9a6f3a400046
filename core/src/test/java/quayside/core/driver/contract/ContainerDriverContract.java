package quayside.core.driver.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NodeEvent;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.transport.Threads;

/** What every node must do, whatever its platform and however it is reached. */
@Timeout(120)
public abstract class ContainerDriverContract {
  public static final Limits PATIENT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20));

  @TempDir protected Path folder;

  /** A connection to a node with one stopped container. */
  protected abstract ContainerDriver driver();

  /** That container, {@code pool:id}. */
  protected abstract String container();

  /** Makes another container on the node, not by the driver(). */
  protected abstract void makeAnother() throws IOException;

  /** Waits until what runs in a started container can be asked to end. */
  protected void awaitUp() throws IOException {}

  private void start() throws IOException {
    driver().act(container(), ContainerAction.START);
    awaitUp();
  }

  protected final String pool() {
    return container().substring(0, container().indexOf(':'));
  }

  protected final String id() {
    return container().substring(container().indexOf(':') + 1);
  }

  private Optional<Container> listed() throws IOException {
    return driver().list().stream().filter(c -> c.ref().onNode().equals(container())).findFirst();
  }

  @Test
  void tellsFacts() throws IOException {
    var facts = driver().facts();
    assertTrue(facts.version().matches("\\d+\\..*"), facts.version());
    assertEquals("x86_64", facts.arch());
    assertEquals("active", facts.pools().getFirst().state());
    assertTrue(facts.pools().getFirst().free().orElseThrow() > 0);
    assertTrue(facts.pools().getFirst().used().isPresent());
    assertTrue(facts.links().contains("lo"));
    assertTrue(
        driver().capabilities().containsAll(List.of(Capability.START_STOP, Capability.EVENTS)));
  }

  @Test
  void listsAndShows() throws IOException {
    Container listed = listed().orElseThrow();
    assertEquals(ContainerState.STOPPED, listed.state());
    assertEquals(pool(), listed.ref().pool());
    assertEquals(id(), listed.ref().id());
    assertFalse(listed.distribution().isEmpty());
    assertFalse(listed.record().isEmpty());
    assertTrue(listed.initPid().isEmpty());
    assertEquals(listed.ref(), driver().show(container()).ref());
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
      driver().act(container(), step.action());
      assertEquals(step.state(), driver().show(container()).state(), step.toString());
      if (step.state() == ContainerState.RUNNING) {
        awaitUp();
      }
    }
    driver().act(container(), ContainerAction.DELETE);
    assertTrue(listed().isEmpty());
  }

  private record Expected(ContainerAction action, ContainerState state) {}

  @Test
  void whatRunsHasAProcess() throws IOException {
    start();
    assertTrue(driver().show(container()).initPid().orElseThrow() > 0);
    driver().act(container(), ContainerAction.STOP);
    assertTrue(driver().show(container()).initPid().isEmpty());
  }

  @Test
  void anUnknownContainerIsNotFound() {
    assertThrows(DriverException.NotFound.class, () -> driver().show(pool() + ":nobody"));
    assertThrows(DriverException.NotFound.class, () -> driver().show("nowhere:" + id()));
    for (ContainerAction action : List.of(ContainerAction.START, ContainerAction.DELETE)) {
      assertThrows(DriverException.NotFound.class, () -> driver().act(pool() + ":nobody", action));
    }
  }

  @Test
  void oddNamesAreNotFoundAndHarmNothing() throws IOException {
    for (String odd :
        List.of(
            "a b", "'web'", "\"", "$(touch x)", "a\nb", "a;b", "../x", "a?b", "a%2fb", "a#b", "")) {
      String name = pool() + ":" + odd;
      assertThrows(DriverException.NotFound.class, () -> driver().show(name), name);
      assertThrows(
          DriverException.NotFound.class, () -> driver().act(name, ContainerAction.DELETE), name);
      assertThrows(DriverException.NotFound.class, () -> driver().show(odd + ":" + id()), odd);
    }
    assertTrue(listed().isPresent());
  }

  @Test
  void eventsTellStatesAndChangedLists() throws Exception {
    var events = new LinkedBlockingQueue<NodeEvent>();
    var over = new CountDownLatch(1);
    Threads.start(
        "events",
        () -> {
          try {
            driver().watch(events::add);
          } catch (IOException _) {
            over.countDown();
          }
        });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    // the subscription may begin after the first action: act until it is heard
    boolean heard = false;
    while (!heard && System.nanoTime() < end) {
      start();
      heard = await(events, e -> isState(e, ContainerState.RUNNING));
      driver().act(container(), ContainerAction.STOP);
    }
    assertTrue(heard);
    assertTrue(await(events, e -> isState(e, ContainerState.STOPPED)));
    events.clear();
    makeAnother();
    assertTrue(await(events, NodeEvent.ListChanged.class::isInstance));
    driver().close();
    assertTrue(over.await(5, TimeUnit.SECONDS));
  }

  private boolean isState(NodeEvent event, ContainerState wanted) {
    return event instanceof NodeEvent.StateChanged s
        && s.id().equals(id())
        && s.pool().equals(pool())
        && s.state() == wanted;
  }

  private static boolean await(LinkedBlockingQueue<NodeEvent> events, Predicate<NodeEvent> wanted)
      throws InterruptedException {
    NodeEvent event = events.poll(5, TimeUnit.SECONDS);
    while (event != null && !wanted.test(event)) {
      event = events.poll(5, TimeUnit.SECONDS);
    }
    return event != null;
  }

  @Test
  void severalCallsGoOnAtOnce() throws Exception {
    var answers = new LinkedBlockingQueue<Object>();
    for (int i = 0; i < 8; i++) {
      Threads.start(
          "call",
          () -> {
            try {
              answers.add(driver().show(container()).ref().id());
            } catch (IOException e) {
              answers.add(e);
            }
          });
    }
    for (int i = 0; i < 8; i++) {
      assertEquals(id(), answers.poll(30, TimeUnit.SECONDS));
    }
  }
}
