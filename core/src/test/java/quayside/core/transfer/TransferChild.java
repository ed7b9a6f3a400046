package quayside.core.transfer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.transfer.osctl.DirectExport;
import quayside.core.transfer.osctl.NodeExport;
import quayside.core.transfer.osctl.PushImport;
import quayside.core.transfer.osctl.UploadImport;
import quayside.transport.Endpoint;

/** A program of its own that exports or imports and stands still where it shall be killed. */
final class TransferChild {
  private TransferChild() {}

  /**
   * Arguments: folder, port, key file and host key of the node, way, file, step, after it or at its
   * start.
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Endpoint.Ssh address =
        Endpoint.Ssh.parse("ssh://root@127.0.0.1:" + args[1])
            .withIdentity(Path.of(args[2]))
            .withHostKey(args[3]);
    Path file = Path.of(args[5]);
    boolean export = args[4].equals("direct") || args[4].equals("node");
    var node = new Node(export ? "a" : "b", Platform.VPSADMINOS, address, Optional.empty());
    PrintStream out = System.out;
    if (args.length > 7) { // a small disk, in a name space of our own
      String folderOfFile = String.valueOf(file.getParent());
      new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + args[7], "tmpfs", folderOfFile)
          .inheritIO()
          .start()
          .waitFor();
    }
    try (Operations operations =
            OperationsLab.open(
                folder.resolve("journal"),
                TransferLab.drivers(folder),
                _ -> Optional.of(node),
                TransferLab.recipes(folder),
                OperationsLab.SHORT,
                event -> standStill(event, args[6], out));
        var driver = TransferLab.drivers(folder).open(node)) {
      var exporting =
          new ExportRequest(TransferLab.WEB, file, false, true, Packing.AUTO, Optional.of(args[4]));
      var importing =
          new ImportRequest(
              file, "b", ImportRequest.Options.DEFAULT.withId("back").withWay(args[4]));
      var order =
          switch (args[4]) {
            case "direct" -> new DirectExport().order(exporting);
            case "node" -> new NodeExport().order(exporting);
            case "push" -> new PushImport(TransferLab.desk(folder)).order(importing, driver);
            default -> new UploadImport().order(importing, driver);
          };
      OperationView view = operations.await(operations.submit(order));
      out.println("END " + view.status() + " " + view.problem());
      try (var left = java.nio.file.Files.list(file.getParent())) {
        out.println("LEFT " + left.map(Path::getFileName).toList());
      }
      out.flush();
      System.exit(0); // connections may have threads that stay
    }
  }

  private static void standStill(OperationEvent event, String wanted, PrintStream out) {
    String name =
        switch (event) {
          case OperationEvent.StepStarted e -> "start:" + e.step();
          case OperationEvent.StepDone e -> "done:" + e.step();
          case OperationEvent.Noted e -> "noted:" + e.name();
          default -> "";
        };
    if (!wanted.isEmpty() && name.equals(wanted)) {
      out.println("AT " + wanted);
      out.flush();
      try {
        new CountDownLatch(1).await(); // until it is killed
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
