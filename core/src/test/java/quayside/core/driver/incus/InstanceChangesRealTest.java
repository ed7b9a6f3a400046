package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.DriverException;
import quayside.core.driver.Introductions;
import quayside.core.fleet.InstanceChange;
import quayside.core.fleet.LiveFleet;
import quayside.core.model.ContainerRef;
import quayside.core.model.InstanceSnapshot;
import quayside.core.problem.ProblemException;

/** What a fleet does with the instances of real servers beyond starting and stopping them. */
@Timeout(180)
class InstanceChangesRealTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"inc-a", "lxd-a"})
  void snapshotsComeAndGoAndNamesChange(String name) throws Exception {
    var server = new RealServer(name, folder);
    String id = server.make();
    var introductions = Introductions.over(server.connector());
    try (var fleet = new LiveFleet(folder.resolve("nodes.json"), server.drivers(), introductions)) {
      fleet.add(server.by(server.ssh()));
      ContainerRef container = fleet.find(name + ":" + id);
      fleet.change(container, new InstanceChange.TakeSnapshot("one"));
      fleet.change(container, new InstanceChange.TakeSnapshot("two"));
      fleet.change(container, new InstanceChange.RenameSnapshot("two", "three"));
      List<String> names = fleet.snapshots(container).stream().map(InstanceSnapshot::name).toList();
      assertEquals(List.of("one", "three"), names);
      server.run(server.tool(), "config", "set", id, "user.later=x");
      fleet.change(container, new InstanceChange.RestoreSnapshot("one"));
      assertEquals("", server.run(server.tool(), "config", "get", id, "user.later").strip());
      fleet.change(container, new InstanceChange.DeleteSnapshot("one"));
      assertEquals(1, fleet.snapshots(container).size());
      assertThrows(
          DriverException.NotFound.class,
          () -> fleet.change(container, new InstanceChange.RestoreSnapshot("one")));
      fleet.change(container, new InstanceChange.Rename(id + "-n"));
      assertThrows(ProblemException.class, () -> fleet.find(name + ":" + id));
      assertEquals(id + "-n", fleet.find(name + ":" + id + "-n").id());
    } finally {
      server.remove(id);
      server.remove(id + "-n");
    }
  }
}
