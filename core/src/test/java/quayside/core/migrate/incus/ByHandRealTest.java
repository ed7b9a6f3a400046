package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.incus.RealServer;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.model.Instance;

/** The servers' own programs do what a plan's commands say, and it is what the plan does. */
@EnabledIfEnvironmentVariable(named = "QUAYSIDE_INCUS_LAB", matches = ".+")
@Timeout(120)
class ByHandRealTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b", "inc-c, inc-d"})
  void theCopyHasWhatThePlanWouldGiveIt(String source, String target) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.unused();
      String profile = pair.unused();
      String tool = pair.a.tool();
      pair.a.run(tool, "-q", "init", "tiny", id);
      pair.a.run(tool, "config", "set", id, "user.old=1", "user.kept=2", "limits.processes=90");
      pair.a.run(
          tool,
          "config",
          "device",
          "add",
          id,
          "share",
          "disk",
          "source=/etc",
          "path=/mnt/etc",
          "readonly=true");
      pair.b.run(tool, "profile", "copy", "default", profile);
      try {
        var special =
            IncusOptions.DEFAULT
                .withProfiles(List.of(profile))
                .withConfig(Map.of("user.old", "", "limits.processes", "200"))
                .withDevices(
                    Map.of("share", Map.of("type", "disk", "source", "/usr", "path", "/mnt/usr")));
        MoveRequest request =
            pair.request(id, false, o -> o.withNetwork(false).withSpecial(special));
        try (ContainerDriver a = pair.a.drivers().open(pair.node(pair.a));
            ContainerDriver b = pair.b.drivers().open(pair.node(pair.b))) {
          byHand(pair, request, InstanceServer.of(a), InstanceServer.of(b));
        }
      } finally {
        pair.b.remove(id);
        pair.b.run(tool, "profile", "delete", profile);
      }
    }
  }

  /** Which a refresh would take away, for it keeps what servers note of the source. */
  @ParameterizedTest
  @CsvSource({"inc-a, inc-b", "lxd-a, lxd-b"})
  void aCloneHasAnAddressOfItsOwn(String source, String target) throws Exception {
    try (var pair = new LabPair(source, target, folder)) {
      String id = pair.running();
      String content = pair.content(pair.a, id);
      MoveRequest request = pair.request(id, true, o -> o.withConsistent(false));
      run(pair.quayside().moves().check(request).commands());
      assertEquals("RUNNING", pair.state(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, id));
      assertEquals(content, pair.content(pair.b, id));
      String mac = "volatile.eth0.hwaddr";
      assertNotEquals(pair.setting(pair.a, id, mac), pair.setting(pair.b, id, mac));
    }
  }

  /** On the machine whose clients know all servers. */
  private void run(List<String> commands) throws IOException {
    var machine = new RealServer("machine", folder);
    for (String command : commands) {
      machine.told(command.replaceFirst("^[$] ", ""), "sh");
    }
  }

  private void byHand(LabPair pair, MoveRequest request, InstanceServer a, InstanceServer b)
      throws IOException {
    Job job = Job.of(request);
    Instance before = a.instances().get(job.here());
    Preflight preflight = pair.quayside().moves().check(request);
    assertTrue(preflight.possible(), preflight.toString());
    run(preflight.commands());
    assertEquals("", pair.state(pair.a, request.source().id()));
    Instance there = b.instances().get(job.there());
    var wanted = Outfit.of(job, before, a, b).settings();
    assertEquals(wanted.profiles(), there.settings().profiles());
    assertEquals(wanted.devices(), there.settings().devices());
    var words = Overrides.of(job, there.settings(), wanted);
    assertEquals(List.of("--profile", wanted.profiles().getFirst()), words);
  }
}
