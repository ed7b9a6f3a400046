package quayside.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rename}: another name for a stopped instance. */
@Command(
    name = "rename",
    description = "Gives a stopped container of an Incus or LXD server another name.")
final class RenameCommand extends OnServer implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NODE:CT")
  private String name = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The name, without node and project.")
  private String newName = "";

  RenameCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException {
    return change(
        "rename",
        name,
        (server, container) -> server.instances().rename(container.onNode(), newName));
  }
}
