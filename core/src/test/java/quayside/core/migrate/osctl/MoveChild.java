package quayside.core.migrate.osctl;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import quayside.core.driver.Drivers;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.migrate.OsctlOptions;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** A program of its own that moves a container and stands still at a wanted event, to be killed. */
final class MoveChild {
  private MoveChild() {}

  /** Arguments: folder, port and key file of either node, scenario, event to stand still at. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    String scenario = args[5];
    String wanted = args[6];
    PrintStream out = System.out;
    Operations operations = open(folder, args, event -> standStill(event, wanted, out));
    var switchOver =
        scenario.equals("told") || scenario.equals("cancel")
            ? new MoveRequest.SwitchOver.WhenTold()
            : new MoveRequest.SwitchOver.WhenReady();
    var request =
        new MoveRequest(
            new ContainerRef("a", "tank", "web"),
            "b",
            false,
            MoveRequest.Options.DEFAULT
                .withSwitchOver(switchOver)
                .withSpecial(OsctlOptions.DEFAULT.withOnce(scenario.equals("once")).orNone()));
    String id = operations.submit(new OsctlWay().order(request));
    OperationView view = operations.await(id);
    if (scenario.equals("cancel")) {
      operations.act(id, OperationAction.CANCEL);
    } else if (scenario.equals("dismiss")) {
      operations.act(id, OperationAction.DISMISS);
    } else if (scenario.equals("told")) {
      out.println("AT " + view.status());
    }
    out.flush();
    new CountDownLatch(1).await(); // until it is killed
  }

  private static void standStill(OperationEvent event, String wanted, PrintStream out) {
    String kind = event.getClass().getSimpleName();
    boolean step =
        event instanceof OperationEvent.StepStarted started
            && wanted.equals(kind + ":" + started.step());
    if (step || kind.equals(wanted)) {
      out.println("AT " + wanted);
      out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Operations on both nodes, as the program and the next one open them. */
  static Operations open(
      Path folder, String[] args, java.util.function.Consumer<OperationEvent> written)
      throws IOException {
    Drivers drivers =
        Drivers.over(Connectors.ssh(SshSettings.in(folder.resolve("ssh")), TRUSTING, Secrets.NONE));
    Node a = node("a", args[1], args[2]);
    Node b = node("b", args[3], args[4]);
    return OperationsLab.open(
        folder,
        drivers,
        name -> Arrays.asList(a, b).stream().filter(n -> n.name().equals(name)).findFirst(),
        Moves.recipes(),
        OperationsLab.SHORT,
        written);
  }

  private static final HostKeys TRUSTING = _ -> HostKeys.Decision.TRUST_ONCE;

  private static Node node(String name, String port, String key) {
    return new Node(
        name,
        Platform.VPSADMINOS,
        Endpoint.Ssh.parse("ssh://root@127.0.0.1:" + port).withIdentity(Path.of(key)),
        Optional.empty());
  }
}
