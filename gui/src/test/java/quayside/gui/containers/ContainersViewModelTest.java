package quayside.gui.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.driver.ContainerAction;
import quayside.core.model.ContainerState;
import quayside.gui.fake.FakeFleet;
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
