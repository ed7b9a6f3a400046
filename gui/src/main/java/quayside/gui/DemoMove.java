package quayside.gui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import quayside.core.Quayside;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.OperationView;
import quayside.core.problem.Problem;
import quayside.gui.fx.Ui;

/**
 * {@code --demo --proof=FILE}: the packaged window moves a container behind its own glass, writes
 * what came of it into the file, and closes. The build starts the program so, because tests alone
 * hide a missing {@code requires}.
 */
final class DemoMove {
  private static final long PATIENCE_SECONDS = 90;

  private DemoMove() {}

  static void start(Ui ui, Quayside quayside, Path file, Runnable quit) {
    ui.run(
        () -> Files.writeString(file, move(quayside)),
        _ -> quit.run(),
        problem -> ui.act(() -> Files.writeString(file, words(problem)), quit, _ -> quit.run()));
  }

  private static String words(Problem problem) {
    return problem.code() + ": " + problem.sentence() + "\n" + problem.details();
  }

  private static String move(Quayside quayside) throws IOException {
    Container container = running(quayside);
    String target =
        quayside.fleet().nodes().stream()
            .map(v -> v.node().name())
            .filter(name -> !name.equals(container.ref().node()))
            .findFirst()
            .orElseThrow();
    String id = quayside.moves().start(MoveRequest.of(container.ref(), target, false));
    try {
      OperationView end = quayside.activity().await(id);
      return end.status() + " " + end.source() + " " + end.target() + " " + end.bytesDone() + "\n";
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Waits until both nodes answered and one of them runs a container. */
  private static Container running(Quayside quayside) throws IOException {
    CountDownLatch ready = new CountDownLatch(1);
    Instant began = Instant.now();
    try (var _ =
        quayside
            .fleet()
            .watch(nodes -> {
              if (nodes.stream().allMatch(n -> n.status() == NodeView.Status.READY)) {
                ready.countDown();
              }
            })) {
      boolean already =
          quayside.fleet().nodes().stream().allMatch(n -> n.status() == NodeView.Status.READY);
      if (!already && !ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("The demo's nodes did not answer since " + began + ".");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return quayside.fleet().nodes().stream()
        .flatMap(n -> n.containers().stream())
        .filter(c -> c.state() == ContainerState.RUNNING)
        .findFirst()
        .orElseThrow(() -> new IOException("No container runs on the demo's nodes."));
  }
}
