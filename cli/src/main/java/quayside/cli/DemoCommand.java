package quayside.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import quayside.core.Quayside;
import quayside.core.embedded.Demo;
import quayside.core.embedded.EmbeddedNode;
import quayside.core.fleet.Fleet;
import quayside.core.home.Home;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.OperationView;
import quayside.transport.SshSettings;

/** {@code demo}: two embedded nodes and a move between them, all in a folder that is removed. */
@Command(
    name = "demo",
    description = "Starts two embedded nodes and moves a running container between them.")
final class DemoCommand implements Callable<Integer> {
  private static final String CONTAINER = "web-01";
  private static final long WRITES_PER_SECOND = 400_000; // bytes: each sync has something to carry

  private final Shell shell;

  @Option(names = "--headless", description = "In the terminal, even where there is a display.")
  private boolean headless;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = shell.console();
    if (!headless) {
      console.note("Without a window: the move is shown here.");
    }
    Path folder = Files.createTempDirectory("quayside-demo");
    try (Demo demo = Demo.start(folder.resolve("nodes"), 0)) {
      EmbeddedNode from = demo.nodes().getFirst();
      EmbeddedNode to = demo.nodes().getLast();
      from.setWriteRate(CONTAINER, WRITES_PER_SECOND);
      var alone = new Shell(console, Map.of(), SshSettings.in(folder.resolve("ssh")));
      try (Quayside quayside = alone.open(Home.in(folder.resolve("home")))) {
        for (EmbeddedNode node : List.of(from, to)) {
          add(quayside.fleet(), node);
          console.line(
              "node %s at 127.0.0.1:%d, host key %s"
                  .formatted(node.name(), node.port(), node.hostKeySha256()));
        }
        return move(quayside, from, to);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static void add(Fleet fleet, EmbeddedNode node) throws IOException {
    fleet.add(new Node(node.name(), Platform.VPSADMINOS, Demo.endpoint(node), Optional.empty()));
  }

  private int move(Quayside quayside, EmbeddedNode from, EmbeddedNode to)
      throws IOException, InterruptedException {
    Console console = shell.console();
    var comparison = new Comparison(from, to, CONTAINER);
    OperationView end;
    try (var _ = quayside.activity().watch(comparison::look)) {
      var container = quayside.fleet().find(from.name() + ":" + CONTAINER);
      console.line("moving " + container + ", which keeps writing, to " + to.name());
      String id = quayside.moves().start(MoveRequest.of(container, to.name(), false));
      end = new Follow(quayside.activity(), console).toTheEnd(id);
    }
    comparison.lines().forEach(console::line);
    boolean good = comparison.identical() && end.status() == OperationView.Status.SUCCEEDED;
    Map<String, Object> result = Views.typed("demo-result");
    result.put("identical", comparison.identical());
    result.put("files", comparison.files());
    result.put("bytes", end.bytesDone());
    result.put("stopMillis", end.stop().map(stop -> stop.total().toMillis()));
    result.put(
        "totalMillis", end.ended().map(at -> Duration.between(end.started(), at).toMillis()));
    console.object(result);
    return good
        ? Main.DONE
        : end.isOver() && Follow.code(end) != Main.DONE ? Follow.code(end) : Main.FAILED;
  }
}
