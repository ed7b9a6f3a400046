package quayside.core.transfer.incus;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.Operations;

/**
 * A program of its own that exports an instance and stands still at a wanted event, to be killed.
 */
final class BackupChild {
  private BackupChild() {}

  /** Arguments: folder, source, target, container, event to stand still at. */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    var lab = new BackupLab(args[1], args[2], Path.of(args[0])); // its parent tidies up
    Operations operations = lab.operations(event -> standStill(event, args[4], out));
    String id = operations.submit(BackupLab.KEPT.order(lab.export(args[3], "killed.tar")));
    out.println("ENDED " + operations.await(id));
    out.flush();
    new CountDownLatch(1).await(); // until it is killed
  }

  private static void standStill(OperationEvent event, String wanted, PrintStream out) {
    String found =
        switch (event) {
          case OperationEvent.StepStarted started -> "StepStarted:" + started.step();
          case OperationEvent.Progress progress when progress.round().done() > 2_000_000 ->
              "Progress:" + progress.round().name();
          default -> "";
        };
    if (found.equals(wanted)) {
      out.println("AT " + wanted);
      out.flush();
      BackupLab.await(new CountDownLatch(1));
    }
  }

  /** Where it may be killed. */
  static Stream<String> places() {
    return Stream.of(
        "StepStarted:pack",
        "StepStarted:fetch",
        "Progress:fetch",
        "StepStarted:verify",
        "StepStarted:finish");
  }
}
