package quayside.core.migrate.incus;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import quayside.core.driver.incus.RealServer;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Moves;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;

/** A program of its own that moves a container and stands still at a wanted event, to be killed. */
final class IncusMoveChild {
  private IncusMoveChild() {}

  /**
   * Arguments: folder, source, target, container, event to stand still at, “refresh” or nothing.
   */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    Operations operations =
        open(Path.of(args[0]), args[1], args[2], event -> standStill(event, args[4], out));
    var request =
        new MoveRequest(
            new ContainerRef(args[1], "default", args[3]),
            args[2],
            false,
            MoveRequest.Options.DEFAULT.withSpecial(
                IncusOptions.DEFAULT
                    .withRoute(IncusOptions.Route.RELAY)
                    .withManner(
                        args[5].equals("refresh")
                            ? new IncusOptions.Manner.Refresh()
                            : new IncusOptions.Manner.Fresh())));
    out.println("ENDED " + operations.await(operations.submit(new IncusWay().order(request))));
    out.flush();
    new CountDownLatch(1).await(); // until it is killed
  }

  private static void standStill(OperationEvent event, String wanted, PrintStream out) {
    String kind = event.getClass().getSimpleName();
    String found =
        switch (event) {
          case OperationEvent.StepStarted started -> kind + ":" + started.step();
          case OperationEvent.Progress progress when progress.round().done() > 0 ->
              kind + ":" + progress.round().name().split(" ", -1)[0];
          default -> kind;
        };
    if (found.equals(wanted)) {
      out.println("AT " + wanted);
      out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Operations on both servers, as the program and the next one open them. */
  static Operations open(
      Path folder, String source, String target, Consumer<OperationEvent> written)
      throws IOException {
    var a = new RealServer(source, folder);
    var b = new RealServer(target, folder);
    List<Node> nodes = List.of(a.by(a.ssh()), b.by(b.ssh()));
    return OperationsLab.open(
        Files.createDirectories(folder.resolve("journals")),
        a.drivers(),
        name -> nodes.stream().filter(n -> n.name().equals(name)).findFirst(),
        Moves.recipes(),
        LabPair.LIMITS,
        written);
  }

  /** Where it may be killed, and whether it refreshes. */
  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of("StepStarted:rootfs", ""),
        Arguments.of("Progress:rootfs", ""),
        Arguments.of("Progress:sync", ""),
        Arguments.of("Committed", ""),
        Arguments.of("StepStarted:verify", ""),
        Arguments.of("StepStarted:cleanup", ""),
        Arguments.of("Progress:rootfs", "refresh"),
        Arguments.of("Committed", "refresh"),
        Arguments.of("StepStarted:cleanup", "refresh"));
  }
}
