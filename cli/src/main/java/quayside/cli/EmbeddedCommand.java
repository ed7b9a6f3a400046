package quayside.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.embedded.EmbeddedNode;

/** {@code embedded}: serves a node of our own from a folder until it is ended. */
@Command(
    name = "embedded",
    description = "Serves a vpsAdminOS-compatible node from a folder, at 127.0.0.1, until ended.")
final class EmbeddedCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "DIR")
  private Path folder = Path.of("");

  @Option(names = "--port", defaultValue = "0", description = "TCP port; 0 takes a free one.")
  private int port;

  @Option(names = "--name", description = "Name of the node; the folder's name if not given.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--protocol",
      defaultValue = "token",
      description = "How other nodes send to it: id (older) or token.")
  private EmbeddedNode.Protocol protocol = EmbeddedNode.Protocol.TOKEN;

  EmbeddedCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path whole = folder.toAbsolutePath().normalize();
    String called =
        name.orElseGet(
            () -> String.valueOf(whole.getFileName()).toLowerCase(Locale.ROOT).replace(' ', '-'));
    var ended = new CountDownLatch(1);
    try (var _ = CtrlC.on("INT", ended::countDown);
        var _ = CtrlC.on("TERM", ended::countDown);
        var node = EmbeddedNode.start(whole, new EmbeddedNode.Options(called, port, protocol))) {
      Map<String, Object> object = Views.typed("node");
      object.put("name", node.name());
      object.put("address", "127.0.0.1");
      object.put("port", node.port());
      object.put("user", "root");
      object.put("hostKeySha256", node.hostKeySha256());
      object.put("rootKeyFile", node.rootKeyFile().toString());
      shell.console().raw(JsonLine.of(object) + "\n");
      ended.await();
    }
    return Main.DONE;
  }
}
