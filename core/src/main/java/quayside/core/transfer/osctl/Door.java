package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeReceive;
import quayside.core.driver.NodeKeys;
import quayside.core.driver.osctl.ReceiveDriver;
import quayside.core.model.Node;
import quayside.core.operation.StepContext;
import quayside.core.transfer.Imports;
import quayside.transport.Endpoint;
import quayside.transport.keys.KeyFiles;

/**
 * The way into a node's restricted shell. Where we are root on the node, this desktop's key is
 * allowed there once, for this one container; else the node is in the book with that login, and its
 * own key is used.
 */
final class Door {
  private final ImportRun run;
  private final Path key;

  Door(ImportRun run, Imports.Desk desk) {
    this.run = run;
    this.key = desk.key();
  }

  /** Whether the node's page in the book leads into the restricted shell itself. */
  private static boolean direct(StepContext context) throws IOException {
    return UploadImport.handsInOnly(context.targetNode());
  }

  /** Lets this desktop's key in, where that is needed. */
  void open(StepContext context) throws IOException {
    if (direct(context)) {
      return;
    }
    if (!Files.exists(key)) {
      var _ = KeyFiles.generate(key, KeyFiles.Kind.ED25519, 0, "quayside");
    }
    Path line = key.resolveSibling(key.getFileName() + ".pub");
    var allowed =
        new NodeKeys.AuthorizedKey(
            Traces.keyName(run.errand),
            Files.readString(line).strip(),
            Optional.empty(),
            Optional.of(run.errand.id()),
            true,
            false,
            false);
    keys(context).authorize(allowed, Optional.of(run.errand.pool()));
  }

  /** Lets it in no more; no error if it was not. */
  void close(StepContext context) throws IOException {
    if (!direct(context)) {
      keys(context).revoke(Traces.keyName(run.errand), Optional.of(run.errand.pool()));
    }
  }

  private static NodeKeys keys(StepContext context) throws IOException {
    return context
        .target()
        .keys()
        .orElseThrow(() -> new DriverException.Unsupported("This login cannot allow keys."));
  }

  /** The restricted shell, on a connection of its own. */
  NativeReceive enter(StepContext context) throws IOException {
    Node node = context.targetNode();
    ContainerDriver driver = direct(context) ? context.target() : context.another(through(node));
    return driver
        .nativeReceive()
        .orElseThrow(() ->
            new DriverException.Unsupported("The node does not receive containers this way."));
  }

  private Node through(Node node) throws DriverException {
    Endpoint.Ssh root =
        node.login()
            .orElseThrow(
                () -> new DriverException.Unsupported("The node is not reached through SSH."));
    var address =
        new Endpoint.Ssh(
            root.host(),
            root.port(),
            Optional.of(ReceiveDriver.USER),
            Optional.of(key),
            root.hostKey(),
            false,
            root.timeout());
    return new Node(node.name(), node.platform(), address, node.peer());
  }
}
