package quayside.gui.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.WayOptions;
import quayside.core.model.ContainerRef;
import quayside.gui.fake.FakeFleet;
import quayside.gui.fake.FakeMoves;
import quayside.gui.fake.Samples;
import quayside.gui.fx.Ui;

class MoveViewModelTest {
  private static final ContainerRef WEB = new ContainerRef("harbor-a", "tank", "web-01");
  private static final ContainerRef MAIL = new ContainerRef("harbor-a", "tank", "mail");
  private static final Ui AT_ONCE = new Ui(Runnable::run, Runnable::run);

  private final FakeFleet fleet = new FakeFleet();
  private final FakeMoves moves = new FakeMoves();

  private MoveViewModel plan(ContainerRef... sources) {
    return new MoveViewModel(AT_ONCE, fleet, moves, List.of(sources), "harbor-b", false);
  }

  @Test
  void aBlockerForbidsTheMoveUntilItIsFixed() {
    MoveViewModel plan = plan(WEB);
    plan.check();
    assertFalse(plan.ready().get());
    assertEquals("1 thing to settle first", plan.remark().get());
    plan.fix(plan.found().getFirst());
    assertTrue(plan.ready().get());
    assertTrue(
        plan.found().stream().noneMatch(f -> f.finding().severity() == Finding.Severity.BLOCKER));
  }

  @Test
  void startingSeveralStartsEach() {
    moves.settled.add("key-unauthorized");
    MoveViewModel plan = plan(WEB, MAIL);
    plan.check();
    plan.start();
    assertTrue(plan.done().get());
    assertEquals(List.of(WEB, MAIL), moves.started.stream().map(MoveRequest::source).toList());
  }

  @Test
  void aRefusedStartKeepsThePlanOpenAndSaysWhy() {
    MoveViewModel plan = plan(WEB);
    plan.start();
    assertFalse(plan.done().get());
    assertTrue(plan.found().getFirst().finding().sentence().contains("does not trust"));
  }

  @Test
  void optionsBecomeTheRequest() {
    MoveViewModel plan = plan(WEB);
    plan.asId.set(" web-02 ");
    plan.osctl.asUser.set("shop");
    plan.toPool.set("tank2");
    plan.withoutNetwork.set(true);
    plan.starting.set(false);
    plan.switching.set(MoveViewModel.Switch.LIMIT);
    plan.limit.set(Duration.ofSeconds(5));
    plan.cloneInstead();
    MoveRequest request = plan.request(WEB);
    assertTrue(request.cloning());
    assertEquals(Optional.of("web-02"), request.options().asId());
    assertEquals(
        new OsctlOptions(Optional.of("shop"), Optional.empty(), Optional.empty()),
        request.options().special());
    assertEquals(Optional.of("tank2"), request.options().toPool());
    assertFalse(request.options().network());
    assertFalse(request.options().start());
    assertEquals(
        new MoveRequest.SwitchOver.IfBelow(Duration.ofSeconds(5)), request.options().switchOver());
  }

  @Test
  void whatBetweenServersCanBeToldIsTold() {
    MoveViewModel plan = plan(WEB);
    moves.special = IncusOptions.DEFAULT;
    assertEquals(new WayOptions.None(), plan.request(WEB).options().special());
    plan.instances.toProject.set("shop");
    plan.instances.profiles.set(" default, web ");
    plan.instances.withoutSnapshots.set(true);
    plan.instances.route.set(Optional.of(IncusOptions.Route.RELAY));
    assertEquals(
        IncusOptions.DEFAULT
            .withProject("shop")
            .withProfiles(List.of("default", "web"))
            .withSnapshots(false)
            .withRoute(IncusOptions.Route.RELAY),
        plan.request(WEB).options().special());
  }

  @Test
  void itsMemoryIsCarriedOnlyWhereThatIsOffered() {
    MoveViewModel plan = plan(WEB);
    assertFalse(plan.offersLive(), "osctl cannot");
    moves.special = IncusOptions.DEFAULT;
    assertTrue(plan.offersLive());
    plan.switching.set(MoveViewModel.Switch.LIVE);
    assertEquals(
        IncusOptions.DEFAULT.withManner(new IncusOptions.Manner.Live()),
        plan.request(WEB).options().special());
    plan.cloneInstead();
    assertFalse(plan.offersLive(), "there is one memory");
    assertEquals(MoveViewModel.Switch.WHEN_SHORT, plan.switching.get());
    assertEquals(new WayOptions.None(), plan.request(WEB).options().special());
  }

  @Test
  void thePlanPromisesNoShorterStopForALiveMove() {
    moves.special = IncusOptions.DEFAULT;
    MoveViewModel plan = plan(WEB);
    plan.check();
    assertEquals("stopped ≈ 2.0 s", words(plan).switching());
    assertEquals("until the stop is short", words(plan).sync());
    plan.switching.set(MoveViewModel.Switch.LIVE);
    plan.check();
    assertFalse(plan.ready().get(), "Incus wants a setting");
    assertEquals("stands still ≈ 7.0 s", words(plan).switching());
    assertEquals("not needed", words(plan).sync());
    plan.fix(plan.found().getFirst());
    assertTrue(plan.ready().get());
  }

  @Test
  void aCloneIsMadeOfASnapshotAndStopsNothing() {
    moves.special = IncusOptions.DEFAULT;
    MoveViewModel plan = plan(WEB);
    plan.ofSnapshot("before-upgrade");
    plan.states.ask(plan.sources().getFirst());
    assertEquals("daily-20261121", plan.states.all().getFirst().name());
    plan.check();
    assertEquals(
        IncusOptions.DEFAULT.withManner(new IncusOptions.Manner.OfSnapshot("before-upgrade")),
        plan.request(WEB).options().special());
    assertEquals("4.2 GB, as it was then", words(plan).copy());
    assertEquals("nothing is stopped", words(plan).switching());
    plan.cloning.set(false);
    assertEquals(new WayOptions.None(), plan.request(WEB).options().special(), "a move takes all");
  }

  @Test
  void aSnapshotThatWasChosenWaitsForATarget() {
    moves.special = new WayOptions.None(); // nobody knows the way yet
    MoveViewModel plan = plan(WEB);
    plan.ofSnapshot("before-upgrade");
    assertTrue(plan.offersStates());
    moves.special = IncusOptions.DEFAULT;
    assertEquals(Optional.of("before-upgrade"), plan.snapshot());
  }

  @Test
  void aListOfSnapshotsThatCannotBeReadSaysWhy() {
    MoveViewModel plan = plan(new ContainerRef("harbor-a", "tank", "vpn"));
    plan.states.ask(plan.sources().getFirst());
    assertEquals("The list could not be read.", plan.states.note().get());
    assertTrue(plan.states.all().isEmpty());
  }

  @Test
  void theOriginalOfACloneMayGoOn() {
    MoveViewModel plan = plan(WEB);
    assertTrue(plan.request(WEB).options().consistent());
    plan.cloneInstead();
    plan.withoutStop.set(true);
    assertFalse(plan.request(WEB).stops());
    assertEquals("nothing is stopped", words(plan).switching());
  }

  @Test
  void theOriginalOfACloneMayStayStopped() {
    MoveViewModel plan = plan(WEB);
    plan.leftStopped.set(true);
    assertTrue(plan.request(WEB).options().restart(), "a move leaves nothing here");
    assertFalse(plan.offersToLeaveStopped());
    plan.cloneInstead();
    plan.check();
    assertFalse(plan.request(WEB).options().restart());
    assertEquals("stays stopped", words(plan).switching());
    assertTrue(plan.commands().get().contains("state --clone --no-restart tank:web-01"));
    plan.withoutStop.set(true);
    assertFalse(plan.offersToLeaveStopped(), "it is not stopped at all");
    assertTrue(plan.request(WEB).options().restart());
  }

  @Test
  void aSnapshotIsClonedWithoutAnythingToStartAgain() {
    moves.special = IncusOptions.DEFAULT;
    MoveViewModel plan = plan(WEB);
    plan.cloneInstead();
    plan.leftStopped.set(true);
    assertTrue(plan.offersToLeaveStopped());
    assertFalse(plan.request(WEB).options().restart());
    plan.ofSnapshot("before-upgrade");
    assertFalse(plan.offersToLeaveStopped());
    assertTrue(plan.request(WEB).options().restart());
  }

  @Test
  void whatIsNotStartedThereIsForecastNoShortStop() {
    MoveViewModel plan = plan(WEB);
    plan.check();
    assertEquals("stopped ≈ 0.8 s", words(plan).switching());
    plan.starting.set(false);
    plan.check();
    assertEquals("stays stopped", words(plan).switching());
    plan.cloneInstead();
    plan.check();
    assertEquals("stopped ≈ 0.8 s", words(plan).switching(), "the original goes on");
  }

  @Test
  void anotherSshPortHoldsForThatTargetAlone() {
    MoveViewModel plan = plan(WEB);
    assertEquals("", plan.usualPort(), "nobody knows the node");
    fleet.show(Samples.fleet());
    assertEquals("22", plan.usualPort());
    plan.osctl.port.set(" 2222 ");
    assertEquals(
        new OsctlOptions(Optional.empty(), Optional.empty(), Optional.of(2222)),
        plan.request(WEB).options().special());
    plan.check();
    assertTrue(plan.commands().get().contains("config --port 2222 tank:web-01 harbor-b"));
    moves.special = IncusOptions.DEFAULT;
    assertEquals(new WayOptions.None(), plan.request(WEB).options().special());
    moves.special = OsctlOptions.DEFAULT;
    plan.target.set("harbor-c");
    assertEquals(new WayOptions.None(), plan.request(WEB).options().special());
  }

  @Test
  void whatIsNoPortIsSaidAndNobodyAsked() {
    moves.settled.add("key-unauthorized");
    MoveViewModel plan = plan(WEB);
    for (String wrong : List.of("ssh", "0", "-1", "65536", "100000", "22 22", "٢٢")) {
      plan.osctl.port.set(wrong);
      plan.check();
      assertFalse(plan.ready().get(), wrong);
      String said = plan.found().getFirst().finding().sentence();
      assertTrue(said.startsWith("“" + wrong + "” is no SSH port"), said);
    }
    assertTrue(moves.checked.isEmpty());
    moves.special = IncusOptions.DEFAULT;
    plan.check();
    assertTrue(plan.ready().get(), "there it is not told");
    moves.special = OsctlOptions.DEFAULT;
    plan.osctl.port.set("65535");
    plan.check();
    assertTrue(plan.ready().get());
  }

  @Test
  void whatHasTheNameIsRefreshedOnlyIfSomebodyChoseThat() {
    moves.special = IncusOptions.DEFAULT;
    moves.taken.add("web-01");
    MoveViewModel plan = plan(WEB);
    plan.check();
    assertFalse(plan.ready().get());
    assertFalse(plan.refreshes(WEB), "never by itself");
    plan.refresh(WEB);
    assertTrue(plan.ready().get());
    assertEquals(
        IncusOptions.DEFAULT.withManner(new IncusOptions.Manner.Refresh()),
        plan.request(WEB).options().special());
    assertEquals("put aside what is there", words(plan).prepare());
    assertEquals("what differs of 4.2 GB", words(plan).copy());
    assertEquals("then the old ones go", words(plan).verify());
    plan.leaveAsItIs(WEB);
    assertFalse(plan.ready().get());
    assertEquals(new WayOptions.None(), plan.request(WEB).options().special());
  }

  @Test
  void aRefreshThatWasChosenHoldsForThatPlaceAlone() {
    moves.special = IncusOptions.DEFAULT;
    MoveViewModel plan = plan(WEB, MAIL);
    plan.refresh(WEB);
    assertTrue(plan.refreshes(WEB));
    assertFalse(plan.refreshes(MAIL), "nobody said so");
    plan.target.set("harbor-c");
    assertFalse(plan.refreshes(WEB));
    plan.refresh(WEB);
    plan.asId.set("other");
    assertFalse(plan.refreshes(WEB));
    plan.refresh(WEB);
    plan.instances.toProject.set("shop");
    assertFalse(plan.refreshes(WEB));
  }

  @Test
  void aRefreshTakesNoMemoryAlong() {
    moves.special = IncusOptions.DEFAULT;
    MoveViewModel plan = plan(WEB);
    plan.switching.set(MoveViewModel.Switch.LIVE);
    plan.refresh(WEB);
    assertEquals(MoveViewModel.Switch.WHEN_SHORT, plan.switching.get());
    assertTrue(plan.refreshes(WEB));
    plan.switching.set(MoveViewModel.Switch.LIVE);
    assertFalse(plan.refreshes(WEB));
  }

  @Test
  void settingsAndDevicesAreOthersThere() {
    moves.special = IncusOptions.DEFAULT;
    MoveViewModel plan = plan(WEB);
    plan.instances.config.set("limits.memory=2GiB\n\n boot.autostart= \n");
    plan.instances.devices.set("eth0,type=nic,network=lan");
    assertEquals(
        IncusOptions.DEFAULT
            .withConfig(Map.of("limits.memory", "2GiB", "boot.autostart", ""))
            .withDevices(Map.of("eth0", Map.of("type", "nic", "network", "lan"))),
        plan.request(WEB).options().special());
    plan.check();
    assertTrue(plan.ready().get());
  }

  @Test
  void whatNobodyUnderstandsIsSaidAndNobodyAsked() {
    moves.special = IncusOptions.DEFAULT;
    MoveViewModel plan = plan(WEB);
    plan.instances.devices.set("eth0");
    plan.check();
    assertFalse(plan.ready().get());
    assertTrue(moves.checked.isEmpty());
    assertTrue(
        plan.found().getFirst().finding().sentence().startsWith("“eth0” is no device"),
        plan.found().toString());
    assertEquals("1 thing to settle first", plan.remark().get());
    plan.instances.devices.set("");
    plan.check();
    assertTrue(plan.ready().get());
  }

  private static PlanWords words(MoveViewModel plan) {
    return new PlanWords(plan.request(WEB), plan.isBetweenServers(), plan.first().get());
  }

  @Test
  void aWayIsNotToldWhatItDoesNotKnow() {
    MoveViewModel plan = plan(WEB);
    plan.osctl.asUser.set("shop");
    moves.special = new WayOptions.None();
    assertEquals(new WayOptions.None(), plan.request(WEB).options().special());
  }

  @Test
  void withoutATargetNobodyIsAsked() {
    MoveViewModel plan = new MoveViewModel(AT_ONCE, fleet, moves, List.of(WEB), "", false);
    plan.check();
    assertFalse(plan.ready().get());
    assertTrue(moves.checked.isEmpty());
  }

  @Test
  void theAnswerOfAnOlderCheckIsNotShown() {
    Queue<Runnable> work = new ArrayDeque<>();
    MoveViewModel plan =
        new MoveViewModel(
            new Ui(Runnable::run, work::add), fleet, moves, List.of(WEB), "harbor-b", false);
    plan.check();
    plan.target.set("harbor-c");
    plan.check();
    work.remove().run();
    assertTrue(plan.checking().get(), "still waiting for the second answer");
    work.remove().run();
    assertTrue(plan.found().getFirst().finding().sentence().startsWith("harbor-c"));
  }
}
