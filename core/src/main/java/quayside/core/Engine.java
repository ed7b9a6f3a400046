package quayside.core;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.LiveFleet;
import quayside.core.fleet.NodeView;
import quayside.core.home.Home;
import quayside.core.migrate.Moves;
import quayside.core.model.Node;
import quayside.core.operation.Activity;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;
import quayside.transport.Connectors;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** The parts put together by hand. */
final class Engine implements Quayside {
  private final Drivers drivers;
  private final LiveFleet fleet;
  private final Operations operations;
  private final Moves moves;

  private Engine(Drivers drivers, LiveFleet fleet, Operations operations) {
    this.drivers = drivers;
    this.fleet = fleet;
    this.operations = operations;
    this.moves = Moves.of(fleet, drivers, operations);
  }

  static Engine open(Home home, SshSettings ssh, HostKeys hostKeys, Secrets secrets)
      throws IOException {
    Drivers drivers = Drivers.over(Connectors.ssh(ssh, hostKeys, secrets));
    var fleet = new LiveFleet(home.nodes(), drivers);
    Function<String, Optional<Node>> book =
        name ->
            fleet.nodes().stream()
                .map(NodeView::node)
                .filter(node -> node.name().equals(name))
                .findFirst();
    return new Engine(drivers, fleet, Operations.open(home, drivers, book, recipes()));
  }

  /** Everything that operations may be about. */
  private static List<Recipe> recipes() {
    return Moves.recipes();
  }

  @Override
  public Fleet fleet() {
    return fleet;
  }

  @Override
  public Moves moves() {
    return moves;
  }

  @Override
  public Activity activity() {
    return operations;
  }

  @Override
  public Drivers drivers() {
    return drivers;
  }

  @Override
  public void close() {
    operations.close();
    fleet.close();
  }
}
