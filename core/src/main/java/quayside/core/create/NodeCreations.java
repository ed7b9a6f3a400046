package quayside.core.create;

import java.io.IOException;
import java.util.List;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.model.Image;
import quayside.core.operation.Operations;

/** Makes instances on the nodes of a fleet. */
final class NodeCreations implements Creations {
  private final Fleet fleet;
  private final Drivers drivers;
  private final Operations operations;

  NodeCreations(Fleet fleet, Drivers drivers, Operations operations) {
    this.fleet = fleet;
    this.drivers = drivers;
    this.operations = operations;
  }

  @Override
  public boolean can(String node) {
    return fleet.nodes().stream()
        .filter(view -> view.node().name().equals(node))
        .anyMatch(view -> view.node().platform().isInstanceServer());
  }

  @Override
  public Offer offer(String node, String project) throws IOException {
    try (ContainerDriver driver = drivers.open(fleet.node(node))) {
      return Offer.of(node, driver, project);
    }
  }

  @Override
  public List<Image> images(String node) throws IOException {
    try (ContainerDriver driver = drivers.open(fleet.node(node))) {
      return NodeImages.of(new NodeImages.At(node, Offer.server(node, driver)));
    }
  }

  @Override
  public String start(CreateRequest wish) throws IOException {
    CheckStep.require(wish, offer(wish.node(), wish.project()));
    return operations.submit(Errand.order(wish));
  }
}
