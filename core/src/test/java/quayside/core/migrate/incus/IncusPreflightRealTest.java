package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Finding.Severity;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest.Options;
import quayside.core.migrate.Preflight;
import quayside.core.operation.OperationView.Status;
import quayside.core.problem.ProblemException;

/** What is in the way is found on real servers before anything is changed. */
@Timeout(180)
final class IncusPreflightRealTest {
  private static final String LOST = "settings-lost";

  @TempDir Path folder;

  private static Map<String, Severity> codes(Preflight found) {
    return found.findings().stream()
        .collect(Collectors.toMap(Finding::code, Finding::severity, (a, _) -> a));
  }

  /** What is done by hand, in the client's words. */
  private static List<String> verbs(Preflight found) {
    return found.commands().stream().map(command -> command.split(" ", -1)[2]).toList();
  }

  private static Map<String, Severity> check(
      LabPair pair, String id, boolean cloning, UnaryOperator<Options> options) throws IOException {
    return codes(pair.quayside().moves().check(pair.request(id, cloning, options)));
  }

  private static Options with(Options options, IncusOptions special) {
    return options.withSpecial(special);
  }

  private static String route(LabPair pair, String id, IncusOptions special) throws IOException {
    return route(
        pair.quayside()
            .moves()
            .check(pair.request(id, true, o -> with(o.withAsId("m-other"), special))));
  }

  private static String route(Preflight found) {
    return found.findings().stream()
        .filter(finding -> finding.code().equals("route"))
        .map(Finding::sentence)
        .collect(Collectors.joining());
  }

  @Test
  void betweenTwoOfAKind() throws Exception {
    try (var pair = new LabPair("inc-a", "inc-b", folder)) {
      String id = pair.stopped();
      Preflight fine = pair.quayside().moves().check(pair.request(id, false, o -> o));
      assertTrue(fine.possible(), fine.toString());
      assertEquals(Severity.OK, codes(fine).get("route"));
      assertTrue(fine.commands().getFirst().contains("--mode pull"), fine.toString());
      assertEquals(List.of("copy", "copy", "delete"), verbs(fine), "nothing runs");
      assertEquals("inc-b fetches it from inc-a.", route(fine));
      assertEquals(
          Severity.BLOCKER, check(pair, id, false, o -> o.withAsId("no_such")).get("id-invalid"));
      assertEquals(
          Severity.BLOCKER,
          check(pair, id, false, o -> o.withToPool("nowhere")).get("pool-missing"));
      var usual = IncusOptions.DEFAULT;
      assertEquals(
          Severity.BLOCKER,
          check(pair, id, false, o -> with(o, usual.withProfiles(List.of("default", "nope"))))
              .get("profile-missing"));
      assertEquals(
          Severity.BLOCKER,
          check(pair, id, false, o -> with(o, usual.withProfiles(List.of()))).get("pool-missing"));
      assertEquals(
          Severity.BLOCKER,
          check(pair, id, false, o -> with(o, usual.withProject("nope"))).get("project-missing"));
      var nic = Map.of("eth0", Map.of("type", "nic", "network", "nope"));
      assertEquals(
          Severity.BLOCKER,
          check(pair, id, false, o -> with(o, usual.withDevices(nic))).get("network-missing"));
      var folderOfTheNode =
          Map.of("data", Map.of("type", "disk", "source", "/srv", "path", "/srv"));
      assertEquals(
          Severity.WARNING,
          check(pair, id, false, o -> with(o, usual.withDevices(folderOfTheNode)))
              .get("device-on-node"));
      assertEquals(
          Severity.OK,
          check(pair, id, false, o -> with(o, usual.withRoute(Route.RELAY))).get("route"));
      assertEquals(Status.SUCCEEDED, pair.run(pair.request(id, true, o -> o)).status());
      assertEquals(Severity.BLOCKER, check(pair, id, false, o -> o).get("id-taken"));
      pair.a.run("incus", "start", id);
      assertEquals(
          List.of("copy", "copy", "stop", "copy", "start", "start"),
          verbs(pair.quayside().moves().check(pair.request(id, true, o -> o.withAsId("m-other")))));
      assertEquals(
          "inc-b fetches it from inc-a. Its last refresh goes through this computer, near to both.",
          route(pair, id, usual));
      assertEquals("inc-b fetches it from inc-a.", route(pair, id, usual.withRoute(Route.PULL)));
      assertEquals(
          "The bytes go through this computer; the servers need not reach each other.",
          route(pair, id, usual.withRoute(Route.RELAY)));
      pair.a.run("incus", "pause", id);
      assertEquals(
          Severity.BLOCKER, check(pair, id, false, o -> o.withAsId("m-other")).get("frozen"));
    }
  }

  @Test
  void aHalfCopyOfAnEarlierMoveIsFoundAndRemovedButNothingElse() throws Exception {
    try (var pair = new LabPair("inc-a", "inc-b", folder)) {
      String id = pair.unused();
      pair.a.run("incus", "-q", "init", "tiny", id);
      pair.b.run("incus", "-q", "init", "tiny", id, "--config", Mark.KEY + "=ab COPYING -");
      var request = pair.request(id, false, o -> o);
      var found =
          pair.quayside().moves().check(request).findings().stream()
              .filter(f -> f.code().equals("leftover"))
              .findFirst()
              .orElseThrow();
      assertEquals(Severity.BLOCKER, found.severity());
      pair.quayside().moves().fix(request, found.fix().orElseThrow());
      assertEquals("", pair.state(pair.b, id));
      assertTrue(pair.quayside().moves().check(request).possible());
      pair.b.run("incus", "-q", "init", "tiny", id, "--config", Mark.KEY + "=ab COMPLETE -");
      assertEquals(Severity.BLOCKER, check(pair, id, false, o -> o).get("id-taken"));
      assertThrows(
          ProblemException.class,
          () -> pair.quayside().moves().fix(request, found.fix().orElseThrow()));
      assertEquals("STOPPED", pair.state(pair.b, id));
    }
  }

  @Test
  void anEphemeralOneMustNotBeStopped() throws Exception {
    try (var pair = new LabPair("inc-a", "inc-b", folder)) {
      String id = pair.unused();
      pair.a.run("incus", "-q", "launch", "tiny", id, "--ephemeral");
      assertEquals(Severity.BLOCKER, check(pair, id, false, o -> o).get("ephemeral"));
    }
  }

  @Test
  void fromIncusToLxd() throws Exception {
    try (var pair = new LabPair("inc-a", "lxd-b", folder)) {
      String id = pair.stopped();
      pair.a.run("incus", "snapshot", "create", id, "s1");
      pair.a.run("incus", "config", "set", id, "migration.stateful=true");
      var moving = check(pair, id, false, o -> o);
      assertEquals(Severity.WARNING, moving.get("kind"));
      assertEquals(Severity.WARNING, moving.get("settings-lost"));
      assertEquals(Severity.BLOCKER, moving.get("snapshots-lost"));
      assertEquals(Severity.WARNING, check(pair, id, true, o -> o).get("snapshots-lost"));
      var without = check(pair, id, false, o -> with(o, IncusOptions.DEFAULT.withSnapshots(false)));
      assertEquals(Severity.WARNING, without.get("snapshots-lost"));
    }
  }

  private static String sentence(Preflight found, String code) {
    return found.findings().stream()
        .filter(finding -> finding.code().equals(code))
        .map(Finding::sentence)
        .collect(Collectors.joining());
  }

  private static String key(String setting) {
    return setting.substring(0, setting.indexOf('='));
  }

  /** One key that the target does not know would fail the whole move. */
  @ParameterizedTest
  @CsvSource({
    "inc-c, inc-a, limits.memory.oom_priority=3, boot.autorestart=true",
    "inc-c, lxd-b, boot.autorestart=true, limits.processes=900",
    "lxd-a, inc-b, limits.network.priority=3, security.syscalls.blacklist=umount2"
  })
  void whatTheTargetDoesNotKnowIsNamedAndLeftOut(
      String from, String to, String unknown, String known) throws Exception {
    try (var pair = new LabPair(from, to, folder)) {
      String id = pair.unused();
      pair.a.run(pair.a.tool(), "-q", "init", "tiny", id, "-c", unknown, "-c", known);
      String lost = sentence(pair.quayside().moves().check(pair.request(id, false, o -> o)), LOST);
      String key = key(unknown);
      assertTrue(
          lost.endsWith("does not know these settings; they are left out: " + key + "."), lost);
      assertEquals(Status.SUCCEEDED, pair.run(pair.request(id, false, o -> o)).status());
      assertEquals(known, key(known) + "=" + pair.setting(pair.b, id, key(known)));
      assertEquals("", pair.setting(pair.b, id, key));
    }
  }

  /** Servers carry the settings of snapshots by themselves, as they are. */
  @ParameterizedTest
  @CsvSource({"lxd-a, inc-b, security.devlxd=false", "inc-c, inc-a, security.tags=web"})
  void aSnapshotThatTheTargetWouldRefuseIsFoundBefore(String from, String to, String setting)
      throws Exception {
    try (var pair = new LabPair(from, to, folder)) {
      String id = pair.unused();
      String key = key(setting);
      pair.a.run(pair.a.tool(), "-q", "init", "tiny", id, "-c", setting);
      pair.snapshot(pair.a, id, "s1");
      pair.a.run(pair.a.tool(), "config", "unset", id, key);
      pair.snapshot(pair.a, id, "s2");
      Preflight found = pair.quayside().moves().check(pair.request(id, false, o -> o));
      assertEquals(Severity.BLOCKER, codes(found).get("snapshots-refused"));
      String said = sentence(found, "snapshots-refused");
      assertTrue(said.contains(": s1 (" + key + ")."), said);
      UnaryOperator<Options> without = o -> with(o, IncusOptions.DEFAULT.withSnapshots(false));
      assertTrue(pair.quayside().moves().check(pair.request(id, false, without)).possible());
      assertEquals(Status.SUCCEEDED, pair.run(pair.request(id, false, without)).status());
    }
  }

  /** The copy's own profiles are those of its snapshots on the target. */
  @Test
  void aProfileOfASnapshotAloneNeedsNotBeThere() throws Exception {
    try (var pair = new LabPair("lxd-a", "inc-b", folder)) {
      String id = pair.unused();
      pair.a.run("lxc", "profile", "create", id);
      try {
        pair.a.run("lxc", "-q", "init", "tiny", id, "-p", "default", "-p", id);
        pair.snapshot(pair.a, id, "s1");
        pair.a.run("lxc", "profile", "remove", id, id);
        assertTrue(pair.quayside().moves().check(pair.request(id, false, o -> o)).possible());
        assertEquals(Status.SUCCEEDED, pair.run(pair.request(id, false, o -> o)).status());
        pair.b.run("incus", "snapshot", "restore", id, "s1");
      } finally {
        pair.a.remove(id);
        pair.a.run("lxc", "profile", "delete", id);
      }
    }
  }
}
