package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import quayside.core.driver.Drivers;
import quayside.core.driver.Introductions;
import quayside.core.fleet.LiveFleet;
import quayside.core.fleet.NodeView;
import quayside.core.model.ContainerState;
import quayside.core.model.Platform;
import quayside.transport.Connectors;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** Servers are watched like other nodes: by their events, and again after those broke off. */
@Timeout(120)
class ServersInFleetTest {
  @TempDir Path folder;

  private LiveFleet fleet() throws IOException {
    var ssh = Connectors.ssh(SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE);
    Path book = folder.resolve("nodes.json");
    return new LiveFleet(book, Drivers.over(ssh), Introductions.over(ssh));
  }

  private static void until(LiveFleet fleet, Predicate<NodeView> what) throws Exception {
    var seen = new CountDownLatch(1);
    try (var _ =
        fleet.watch(views -> {
          if (views.stream().anyMatch(what)) {
            seen.countDown();
          }
        })) {
      if (fleet.nodes().stream().anyMatch(what)) {
        return;
      }
      assertTrue(seen.await(60, TimeUnit.SECONDS), () -> "never so: " + fleet.nodes());
    }
  }

  private static Predicate<NodeView> has(String id, ContainerState state) {
    return view ->
        view.status() == NodeView.Status.READY
            && view.containers().stream()
                .anyMatch(each -> each.ref().id().equals(id) && each.state() == state);
  }

  private static void listened(RecordedMachine machine) {
    while (machine.server.listeners() == 0) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INCUS", "LXD"})
  void whatHappensThereIsSeenAndAlsoWhatHappenedWhileNobodyListened(Platform platform)
      throws Exception {
    try (var machine = new RecordedMachine(folder, platform);
        LiveFleet fleet = fleet()) {
      machine.server.add("web");
      assertEquals(platform, fleet.kindOf(machine.address()));
      fleet.add(machine.node());
      until(fleet, has("web", ContainerState.STOPPED));
      listened(machine);
      machine.server.tell("instance-started", "web");
      until(fleet, has("web", ContainerState.RUNNING));
      machine.server.add("more");
      until(fleet, has("more", ContainerState.STOPPED));
      machine.server.hangUp(); // as a daemon that is restarted
      machine.server.add("meanwhile");
      until(fleet, has("meanwhile", ContainerState.STOPPED));
      listened(machine);
      machine.server.tell("instance-started", "meanwhile");
      until(fleet, has("meanwhile", ContainerState.RUNNING));
    }
  }
}
