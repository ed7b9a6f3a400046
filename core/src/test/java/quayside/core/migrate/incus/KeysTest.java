package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.model.KnownSettings;
import quayside.core.model.Platform;
import quayside.core.model.ServerInfo;

/** Which settings a target takes, and when it is asked for that. */
final class KeysTest {
  private static final ServerInfo LXD = server(Platform.LXD, "old");
  private static final ServerInfo INCUS = server(Platform.INCUS, "old");
  private static final ServerInfo NEWER_INCUS = server(Platform.INCUS, "old", "newer");

  private final List<String> asked = new ArrayList<>();

  private static ServerInfo server(Platform platform, String... extensions) {
    return new ServerInfo(
        platform, "1", "s", "x86_64", "6.1", Set.of(extensions), List.of(), "", "", false);
  }

  /** To a server that tells what it knows. */
  private Keys telling(ServerInfo from, ServerInfo to, String... known) {
    return new Keys(
        from,
        to,
        () -> {
          asked.add("settings");
          return Optional.of(new KnownSettings(Set.of(known)));
        });
  }

  private static Keys silent(ServerInfo from, ServerInfo to) {
    return new Keys(from, to, Optional::empty);
  }

  @Test
  void whatEveryServerKnowsIsNotAskedFor() throws IOException {
    Keys keys = telling(LXD, INCUS);
    for (String key : List.of("limits.cpu", "user.a.b", "image.os", "limits.kernel.nofile")) {
      assertEquals(Optional.of(key), keys.translated(key));
    }
    assertEquals(
        Optional.of("anything"), telling(INCUS, INCUS).translated("anything"), "of one version");
    assertTrue(asked.isEmpty());
  }

  @Test
  void whatTheTargetTellsCountsAlsoBetweenVersionsOfOneKind() throws IOException {
    Keys keys = telling(NEWER_INCUS, INCUS, "boot.autorestart", "systemd.credential.*");
    assertEquals(Optional.of("boot.autorestart"), keys.translated("boot.autorestart"));
    assertEquals(Optional.of("systemd.credential.a.b"), keys.translated("systemd.credential.a.b"));
    assertEquals(Optional.empty(), keys.translated("systemd.credentials"));
    assertEquals(Optional.empty(), keys.translated("security.tags"));
    assertEquals(4, asked.size());
  }

  @Test
  void whatIsCalledOtherwiseIsLookedForByThatName() throws IOException {
    Keys keys = telling(LXD, INCUS, "security.guestapi");
    assertEquals(Optional.of("security.guestapi"), keys.translated("security.devlxd"));
    assertEquals(Optional.empty(), keys.translated("limits.network.priority"));
    assertEquals(
        Optional.of("security.devlxd"), silent(INCUS, LXD).translated("security.guestapi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boot.autorestart",
        "boot.host_shutdown_action",
        "limits.cpu.nodes",
        "limits.memory.oom_priority",
        "migration.stateful",
        "oci.entrypoint",
        "security.bpffs.path",
        "security.protection.start",
        "security.selinux.type",
        "security.syscalls.intercept.sysinfo",
        "security.tags",
        "snapshots.expiry.manual",
        "systemd.credential-binary.x",
        "systemd.credential.x"
      })
  void whatLxd50RefusedIsNotBroughtToIt(String key) throws IOException {
    assertEquals(Optional.empty(), silent(NEWER_INCUS, LXD).translated(key));
  }

  @Test
  void aNewerLxdWithoutAListHasWhatItsExtensionsSay() throws IOException {
    ServerInfo newer = server(Platform.LXD, "numa_cpu_placement");
    assertEquals(
        Optional.of("limits.cpu.nodes"), silent(LXD, newer).translated("limits.cpu.nodes"));
    assertEquals(Optional.empty(), silent(newer, LXD).translated("limits.cpu.nodes"));
  }

  @Test
  void oldNamesOfSystemCallsAreTakenUntilAServerSaysOtherwise() throws IOException {
    String old = "security.syscalls.blacklist";
    assertEquals(Optional.of(old), telling(LXD, INCUS).translated(old));
    ServerInfo strict = server(Platform.LXD, "container_syscall_filtering_allow_deny_syntax");
    assertEquals(Optional.empty(), silent(LXD, strict).translated(old));
  }

  /** Servers carry the settings of snapshots as they are: what would be renamed is refused. */
  @Test
  void whatCannotStayAsItIsIsNamed() throws IOException {
    Keys keys = telling(LXD, INCUS, "security.guestapi");
    assertEquals(
        List.of("limits.network.priority", "security.devlxd"),
        keys.notAsTheyAre(
            List.of("security.devlxd", "limits.cpu", "volatile.uuid", "limits.network.priority")));
  }
}
