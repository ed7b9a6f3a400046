package quayside.gui.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.driver.ContainerAction;
import quayside.core.fleet.NodeView;
import quayside.core.model.ContainerState;
import quayside.gui.fake.FakeFleet;
import quayside.gui.fake.Mixed;
import quayside.gui.fake.Samples;
import quayside.gui.fx.Ui;
import quayside.gui.nodes.FleetViewModel;

class ContainersViewModelTest {
  private static final Ui AT_ONCE = new Ui(Runnable::run, Runnable::run);
  private final FakeFleet fleet = new FakeFleet();
  private final FleetViewModel nodes = new FleetViewModel(AT_ONCE, fleet);
  private final ContainersViewModel model =
      new ContainersViewModel(AT_ONCE, fleet, nodes.views(), nodes.selected(), Clock.systemUTC());

  private void show(String... selected) {
    fleet.show(Samples.fleet());
    nodes.selected().set(List.of(selected));
  }

  @Test
  void showsTheContainersOfTheSelectedNodes() {
    show("harbor-a");
    assertEquals(12, model.shown().size());
    assertEquals("harbor-a", model.title().get());
    assertEquals("vpsAdminOS 24.05 · 12 containers · pool tank 412 GB free", model.about().get());
    nodes.selected().set(List.of("harbor-a", "harbor-b"));
    assertEquals(21, model.shown().size());
    assertTrue(model.manyNodes().get());
  }

  @Test
  void theFilterLooksAtNameStateSystemAndAddress() {
    show("harbor-a");
    model.filter().set("RUNNING debian");
    assertEquals("3 of 12", model.count().get());
    model.filter().set("10.0.4.23");
    assertEquals("db-main", model.shown().getFirst().ref().id());
    model.filter().set("nothing-like-it");
    assertEquals("Nothing matches the filter.", model.empty().get());
  }

  @Test
  void aSilentNodeKeepsItsContainersAndSaysHowOldTheyAre() {
    show("edge-pi-3");
    assertEquals(2, model.shown().size());
    assertTrue(
        model.stale().get().contains("What you see is from 12 min ago."), model.stale().get());
    assertTrue(model.stale().get().contains("Next try in"), model.stale().get());
  }

  @Test
  void onlyActionsThatDoSomethingAreOffered() {
    show("harbor-a");
    model
        .chosen()
        .set(model.shown().stream().filter(r -> r.ref().id().equals("old-wiki")).toList());
    assertTrue(model.can(ContainerAction.START));
    assertFalse(model.can(ContainerAction.STOP));
    model.act(ContainerAction.START, p -> {});
    assertEquals(List.of("START harbor-a:old-wiki"), fleet.asked);
  }

  private List<String> forced(String node, String... ids) {
    nodes.selected().set(List.of(node));
    var wanted = List.of(ids);
    model.chosen().set(model.shown().stream().filter(r -> wanted.contains(r.ref().id())).toList());
    return model.stoppableByForce().stream().map(row -> row.ref().id()).toList();
  }

  @Test
  void whatHasProcessesIsStoppedByForceWhereTheNodeCan() {
    fleet.show(Mixed.fleet());
    assertEquals(List.of("web-01", "build-7"), forced("lxd-old", "web-01", "build-7", "old-wiki"));
    model.stopByForce(model.stoppableByForce(), p -> {});
    assertEquals(
        List.of("STOP by force lxd-old:web-01", "STOP by force lxd-old:build-7"), fleet.asked);
    assertEquals(List.of(), forced("ams-incus-1", "old-wiki"));
    assertEquals(List.of(), forced("harbor-a", "web-01"));
  }

  @Test
  void alsoWhatIsStuckWhileItStops() {
    NodeView incus = Mixed.fleet().get(2);
    var stuck = Samples.container("ams-incus-1", "web-01", ContainerState.STOPPING, 0);
    fleet.show(
        List.of(
            new NodeView(
                incus.node(),
                incus.status(),
                incus.facts(),
                List.of(stuck),
                incus.asOf(),
                incus.problem(),
                incus.nextTry())));
    assertEquals(List.of("web-01"), forced("ams-incus-1", "web-01"));
    assertFalse(model.can(ContainerAction.STOP));
  }

  @Test
  void aRowStaysWhileItsContainerChanges() {
    show("harbor-a");
    ContainerRow row = model.shown().getFirst();
    var changed = Samples.container("harbor-a", "web-01", ContainerState.STOPPED, 0);
    fleet.show(List.of(Samples.node("harbor-a", 1, 1, List.of(changed))));
    assertSame(row, model.shown().getFirst());
    assertEquals(ContainerState.STOPPED, row.container().get().state());
  }

  @Test
  void thousandsOfContainersAreNoTrouble() {
    fleet.show(List.of(Samples.node("big", 1, 1, Samples.containers("big", 5000))));
    nodes.selected().set(List.of("big"));
    model.filter().set("ct-4999");
    assertEquals(1, model.shown().size());
  }
}
