package quayside.core;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import quayside.core.create.Creations;
import quayside.core.driver.Drivers;
import quayside.core.driver.Introductions;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.LiveFleet;
import quayside.core.fleet.NodeView;
import quayside.core.home.Home;
import quayside.core.keys.DesktopIdentities;
import quayside.core.keys.FleetHostKeys;
import quayside.core.keys.HostKeyBook;
import quayside.core.keys.Identities;
import quayside.core.keys.NodeTrust;
import quayside.core.keys.Trust;
import quayside.core.migrate.Moves;
import quayside.core.model.Node;
import quayside.core.operation.Activity;
import quayside.core.operation.Limits;
import quayside.core.operation.Operations;
import quayside.core.operation.Recipe;
import quayside.core.transfer.Exports;
import quayside.core.transfer.Imports;
import quayside.transport.Connector;
import quayside.transport.Connectors;
import quayside.transport.HostKeys;
import quayside.transport.KeptConnections;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TlsSettings;

/** The parts put together by hand. */
final class Engine implements Quayside {
  /** What a dialog asks again and again, and then the operation, need not log in each time. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Drivers drivers;
  private final KeptConnections kept;
  private final LiveFleet fleet;
  private final Operations operations;
  private final Moves moves;
  private final Exports exports;
  private final Imports imports;
  private final Creations creations;
  private final Desk desk;

  /** The keys of it all. */
  private record Desk(Trust trust, HostKeyBook hostKeys, Identities identities) {}

  private Engine(
      Drivers drivers,
      KeptConnections kept,
      LiveFleet fleet,
      Operations operations,
      Desk desk,
      Imports.Desk own) {
    this.desk = desk;
    this.drivers = drivers;
    this.kept = kept;
    this.fleet = fleet;
    this.operations = operations;
    Drivers asking = Drivers.over(kept);
    this.moves = Moves.of(fleet, asking, operations);
    this.exports = Exports.of(fleet, asking, operations);
    this.imports = Imports.of(fleet, asking, operations, own);
    this.creations = Creations.of(fleet, asking, operations);
  }

  static Engine open(Home home, SshSettings ssh, HostKeys hostKeys, Secrets secrets)
      throws IOException {
    Connector connector = Connectors.of(ssh, TlsSettings.in(home.config()), hostKeys, secrets);
    Drivers drivers = Drivers.over(connector);
    var fleet = new LiveFleet(home.nodes(), drivers, Introductions.over(connector));
    Function<String, Optional<Node>> book =
        name ->
            fleet.nodes().stream()
                .map(NodeView::node)
                .filter(node -> node.name().equals(name))
                .findFirst();
    var desk =
        new Desk(
            new NodeTrust(fleet, drivers, home.trust(), Clock.systemUTC()),
            new FleetHostKeys(fleet, drivers, Connectors.knownKeys(ssh)),
            new DesktopIdentities(fleet, drivers, ssh, home, hostKeys, secrets));
    var own = new Imports.Desk(home.receiveKey());
    var kept = new KeptConnections(connector, KEPT);
    Drivers patient = Drivers.over(kept, Limits.USUAL.answer());
    var operations = Operations.open(home, patient, book, recipes(own));
    return new Engine(drivers, kept, fleet, operations, desk, own);
  }

  /** Everything that operations may be about. */
  private static List<Recipe> recipes(Imports.Desk desk) {
    return Stream.of(Moves.recipes(), Exports.recipes(), Imports.recipes(desk), Creations.recipes())
        .flatMap(List::stream)
        .toList();
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
  public Exports exports() {
    return exports;
  }

  @Override
  public Imports imports() {
    return imports;
  }

  @Override
  public Creations creations() {
    return creations;
  }

  @Override
  public Activity activity() {
    return operations;
  }

  @Override
  public Trust trust() {
    return desk.trust();
  }

  @Override
  public HostKeyBook hostKeys() {
    return desk.hostKeys();
  }

  @Override
  public Identities identities() {
    return desk.identities();
  }

  @Override
  public Drivers drivers() {
    return drivers;
  }

  @Override
  public void close() {
    operations.close();
    kept.close();
    fleet.close();
  }
}
