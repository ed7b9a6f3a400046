package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.Instances;
import quayside.core.driver.OwnSetting;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Finding.Severity;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.model.Instance;

/** Why an instance cannot be refreshed, taken from a snapshot or moved while it runs is told. */
@Timeout(180)
final class MannersPreflightRealTest {
  @TempDir Path folder;

  private static MoveRequest request(
      LabPair pair,
      String id,
      boolean cloning,
      Manner manner,
      UnaryOperator<MoveRequest.Options> more)
      throws IOException {
    var special = IncusOptions.DEFAULT.withManner(manner);
    return pair.request(id, cloning, o -> more.apply(o.withSpecial(special)));
  }

  /** The sentences of one code and severity. */
  private static String said(Preflight found, String code, Severity severity) {
    return found.findings().stream()
        .filter(f -> f.code().equals(code) && f.severity() == severity)
        .map(Finding::sentence)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void refreshesAndSnapshots() throws Exception {
    try (var pair = new LabPair("inc-a", "inc-b", folder)) {
      var moves = pair.quayside().moves();
      String id = pair.stopped();
      MoveRequest refresh = request(pair, id, false, new Manner.Refresh(), o -> o);
      String missing = said(moves.check(refresh), "refresh", Severity.BLOCKER);
      assertTrue(missing.contains("There is no"), missing);
      pair.old(id);
      Preflight fine = moves.check(refresh);
      assertTrue(fine.possible(), fine.toString());
      String cost = said(fine, "refresh", Severity.WARNING);
      assertTrue(cost.contains(id + "-before-") && cost.contains("more"), cost);
      pair.b.run("incus", "start", id);
      String runs = said(moves.check(refresh), "refresh", Severity.BLOCKER);
      assertTrue(runs.contains("stop it there"), runs);
      pair.b.run("incus", "delete", "-f", id);
      pair.b.run("incus", "-q", "init", "--empty", id);
      String other = said(moves.check(refresh), "refresh", Severity.BLOCKER);
      assertTrue(other.contains("another image"), other);
      pair.b.run("incus", "delete", "-f", id);
      var snapshot = new Manner.OfSnapshot("s1");
      String none =
          said(
              moves.check(request(pair, id, true, snapshot, o -> o)), "snapshot", Severity.BLOCKER);
      assertTrue(none.contains("it has: none"), none);
      pair.snapshot(pair.a, id, "s1");
      assertTrue(moves.check(request(pair, id, true, snapshot, o -> o)).possible());
      assertFalse(moves.check(request(pair, id, false, snapshot, o -> o)).possible());
    }
  }

  /** What a refresh put aside and nobody knows of any more gets its name again. */
  @Test
  void whatWasLeftAsideIsFoundAndBroughtBack() throws Exception {
    try (var pair = new LabPair("inc-a", "lxd-b", folder)) {
      var moves = pair.quayside().moves();
      String id = pair.unused();
      pair.a.run("incus", "-q", "init", "tiny", id);
      String aside = Aside.name(id, "0123456789abcdef");
      pair.b.run("lxc", "-q", "init", "tiny", aside);
      pair.b.run("lxc", "config", "set", aside, Aside.KEY, "0123456789abcdef " + id);
      MoveRequest request = request(pair, id, false, new Manner.Fresh(), o -> o);
      Finding left =
          moves.check(request).findings().stream()
              .filter(f -> f.code().equals("aside"))
              .findFirst()
              .orElseThrow();
      moves.fix(request, left.fix().orElseThrow());
      assertEquals("STOPPED", pair.state(pair.b, id));
      assertEquals("", pair.setting(pair.b, id, Aside.KEY));
      // half of a refresh that nobody knows of any more: removed, and the old one is back
      pair.b.run("lxc", "rename", id, aside);
      pair.b.run("lxc", "config", "set", aside, Aside.KEY, "0123456789abcdef " + id);
      pair.b.run("lxc", "-q", "init", "tiny", id);
      pair.b.run("lxc", "config", "set", id, Mark.KEY, "0123456789abcdef COPIED -");
      Finding half =
          moves.check(request).findings().stream()
              .filter(f -> f.code().equals("leftover"))
              .findFirst()
              .orElseThrow();
      moves.fix(request, half.fix().orElseThrow());
      assertEquals("STOPPED", pair.state(pair.b, id));
      assertEquals("", pair.setting(pair.b, id, Mark.KEY));
      assertEquals("", pair.setting(pair.b, id, Aside.KEY));
    }
  }

  /** It gets the interfaces, too, which it was without; also if somebody began to give them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasLeftAsideGetsItsInterfacesAgain(boolean begun) throws Exception {
    try (var pair = new LabPair("lxd-a", "inc-b", folder)) {
      var moves = pair.quayside().moves();
      String id = pair.unused();
      pair.a.run("lxc", "-q", "init", "tiny", id);
      String aside = Aside.name(id, "0123456789abcdef");
      pair.old(aside);
      pair.addressed(pair.b, aside, pair.network(), 10);
      String before = pair.b.run("incus", "config", "show", aside);
      pair.b.run("incus", "config", "set", aside, Aside.KEY, "0123456789abcdef " + id);
      String who = pair.setting(pair.b, aside, Outfit.INSTANCE_ID);
      pair.b.run("incus", "config", "set", aside, Aside.INSTANCE_ID, who);
      try (ContainerDriver driver = pair.b.drivers().open(pair.node(pair.b))) {
        Instances instances = InstanceServer.of(driver).instances();
        Instance old = instances.get("default:" + aside);
        HeldInterfaces held = HeldInterfaces.beside(old, old.settings());
        OwnSetting.change(instances, "default:" + aside, held::hidden);
        if (begun) {
          OwnSetting.change(
              instances, "default:" + aside, s -> s.withDevices(old.settings().devices()));
        }
      }
      MoveRequest request = request(pair, id, false, new Manner.Fresh(), o -> o);
      Finding left =
          moves.check(request).findings().stream()
              .filter(f -> f.code().equals("aside"))
              .findFirst()
              .orElseThrow();
      moves.fix(request, left.fix().orElseThrow());
      assertEquals(before, pair.b.run("incus", "config", "show", id));
    }
  }

  @Test
  void whyNotWhileItRuns() throws Exception {
    try (var pair = new LabPair("inc-a", "inc-b", folder)) {
      var moves = pair.quayside().moves();
      String id = pair.unused();
      pair.a.run("incus", "-q", "init", "tiny", id, "-c", "security.nesting=true");
      MoveRequest live = request(pair, id, false, new Manner.Live(), o -> o);
      String stopped = said(moves.check(live), "live", Severity.BLOCKER);
      assertTrue(stopped.contains("It does not run"), stopped);
      pair.a.run("incus", "start", id);
      Preflight found = moves.check(live);
      String why = said(found, "live", Severity.BLOCKER);
      assertTrue(why.contains("migration.stateful=true"), why);
      assertTrue(why.contains("without rights to its own files"), why);
      String perhaps = said(found, "live", Severity.WARNING);
      assertTrue(perhaps.contains("console") && perhaps.contains("security.nesting"), perhaps);
      Finding.Fix fix =
          found.findings().stream()
              .flatMap(f -> f.fix().stream())
              .filter(f -> f.id().equals(LiveChecks.ALLOW))
              .findFirst()
              .orElseThrow();
      moves.fix(live, fix);
      assertEquals("true", pair.setting(pair.a, id, "migration.stateful"));
      assertFalse(said(moves.check(live), "live", Severity.BLOCKER).contains("stateful"));
      String named =
          said(
              moves.check(request(pair, id, false, new Manner.Live(), o -> o.withAsId("m-other"))),
              "live",
              Severity.BLOCKER);
      assertTrue(named.contains("keep its name"), named);
      String cloned =
          said(
              moves.check(request(pair, id, true, new Manner.Live(), o -> o)),
              "live",
              Severity.BLOCKER);
      assertTrue(cloned.contains("one memory"), cloned);
    }
  }

  @Test
  void notBetweenTheKindsWhileItRuns() throws Exception {
    try (var pair = new LabPair("lxd-a", "inc-b", folder)) {
      String id = pair.running();
      MoveRequest live = request(pair, id, false, new Manner.Live(), o -> o);
      String kinds = said(pair.quayside().moves().check(live), "live", Severity.BLOCKER);
      assertTrue(kinds.contains("two kinds"), kinds);
    }
  }
}
