package quayside.core;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.LiveFleet;
import quayside.core.home.Home;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.Preview;
import quayside.core.model.ContainerRef;
import quayside.core.operation.Activity;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.transport.Connectors;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** The parts put together by hand. */
final class Engine implements Quayside {
  private final Drivers drivers;
  private final LiveFleet fleet;
  private final NotYet notYet = new NotYet();

  private Engine(Drivers drivers, LiveFleet fleet) {
    this.drivers = drivers;
    this.fleet = fleet;
  }

  static Engine open(Home home, SshSettings ssh, HostKeys hostKeys, Secrets secrets)
      throws IOException {
    Drivers drivers = Drivers.over(Connectors.ssh(ssh, hostKeys, secrets));
    return new Engine(drivers, new LiveFleet(home.nodes(), drivers));
  }

  @Override
  public Fleet fleet() {
    return fleet;
  }

  @Override
  public Moves moves() {
    return notYet;
  }

  @Override
  public Activity activity() {
    return notYet;
  }

  @Override
  public Drivers drivers() {
    return drivers;
  }

  @Override
  public void close() {
    fleet.close();
  }

  private static final class NotYet implements Moves, Activity {
    @Override
    public Preview preview(ContainerRef source, String target, boolean cloning) {
      return new Preview.Refused("being built");
    }

    @Override
    public Preflight check(MoveRequest request) throws IOException {
      throw new IOException("being built");
    }

    @Override
    public void fix(MoveRequest request, Finding.Fix fix) throws IOException {
      throw new IOException("being built");
    }

    @Override
    public String start(MoveRequest request) throws IOException {
      throw new IOException("being built");
    }

    @Override
    public List<OperationView> operations() {
      return List.of();
    }

    @Override
    public Subscription watch(Consumer<OperationView> listener) {
      return () -> {};
    }

    @Override
    public void act(String operationId, OperationAction action) throws IOException {
      throw new IOException("being built");
    }

    @Override
    public OperationView await(String operationId) {
      throw new IllegalStateException("being built");
    }

    @Override
    public List<OperationView> recover() {
      return List.of();
    }
  }
}
