package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceTransfers;
import quayside.core.driver.NodeEvent;
import quayside.core.model.ContainerState;
import quayside.core.model.Node;
import quayside.transport.Threads;
import quayside.transport.TransportException;

/** A server whose daemon is killed and started again while we wait for it. */
@Timeout(120)
class DaemonRestartRealTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"lxd-a, ssh", "lxd-a, https", "inc-a, ssh", "inc-a, https"})
  void whoWaitsIsToldAndTheSameConnectionGoesOn(String name, String way) throws Exception {
    var server = new RealServer(name, folder);
    Node node = server.by(way.equals("ssh") ? server.ssh() : server.https());
    String id = server.make();
    String container = "default:" + id;
    var ended = new LinkedBlockingQueue<IOException>();
    var events = new LinkedBlockingQueue<NodeEvent>();
    try (ContainerDriver driver = server.drivers().open(node)) {
      driver.act(container, ContainerAction.START);
      long before = driver.show(container).initPid().orElseThrow();
      Threads.start("watches", () -> tried(ended, () -> driver.watch(events::add)));
      assertEquals(new NodeEvent.ListChanged(), events.poll(20, TimeUnit.SECONDS));
      String other = server.make();
      try {
        var offer =
            driver
                .server()
                .orElseThrow()
                .transfers()
                .offer("default:" + other, new InstanceTransfers.Way(false, false));
        Threads.start(
            "waits",
            () ->
                tried(
                    ended,
                    () -> driver.server().orElseThrow().operations().await(offer.operation())));
        server.daemon("kill");
        for (int i = 0; i < 2; i++) {
          IOException how = ended.poll(30, TimeUnit.SECONDS);
          assertTrue(
              how instanceof TransportException || how instanceof DriverException.Silent,
              String.valueOf(how));
        }
      } finally {
        server.daemon("start");
        server.remove(other);
      }
      assertEquals(ContainerState.RUNNING, driver.show(container).state());
      assertEquals(before, driver.show(container).initPid().orElseThrow(), "it ran on");
      driver.act(container, ContainerAction.RESTART);
      assertNotEquals(before, driver.show(container).initPid().orElseThrow());
    } finally {
      server.remove(id);
    }
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void tried(LinkedBlockingQueue<IOException> ended, Call call) {
    try {
      call.run();
    } catch (IOException e) {
      ended.add(e);
    }
  }
}
