package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quayside.core.model.ServerOperation;

/** {@code operation …}: what a server works on, whoever asked for it. */
@Command(
    name = "operation",
    description = "What Incus and LXD servers work on; Quayside's own moves are in activity.",
    synopsisSubcommandLabel = "VERB")
final class OperationCommands extends OnServer {
  private static final String ID = "ID";

  OperationCommands(Shell shell) {
    super(shell);
  }

  @Command(name = "ls", description = "Lists what goes on now.")
  int list(@Parameters(paramLabel = "NODE") String node) throws IOException {
    on(
        node,
        (server, _) -> {
          var rows = new ArrayList<List<String>>();
          rows.add(List.of(ID, "WHAT", "STATUS", "ABOUT", "CANCEL"));
          for (ServerOperation each : server.operations().list()) {
            shell.console().object(ServerViews.operation(node, each));
            rows.add(
                List.of(
                    each.id(),
                    each.description(),
                    each.progress().orElse(each.status()),
                    String.join(" ", each.resources()),
                    each.mayCancel() ? "yes" : "-"));
          }
          shell.console().table(rows);
        });
    return Main.DONE;
  }

  @Command(name = "wait", description = "Waits for the end of one; exit status 1 if it fails.")
  int await(@Parameters(paramLabel = "NODE") String node, @Parameters(paramLabel = ID) String id)
      throws IOException {
    on(
        node,
        (server, _) -> {
          ServerOperation end =
              server
                  .operations()
                  .await(
                      id,
                      now ->
                          shell
                              .console()
                              .status(
                                  now.description() + ": " + now.progress().orElse(now.status())));
          shell.console().line("operation " + id + ": " + end.status());
          shell.console().object(ServerViews.operation(node, end));
        });
    return Main.DONE;
  }

  @Command(name = "cancel", description = "Asks the server to stop working on one.")
  int cancel(@Parameters(paramLabel = "NODE") String node, @Parameters(paramLabel = ID) String id)
      throws IOException {
    on(
        node,
        (server, _) -> {
          server.operations().cancel(id);
          done("operation cancel", "operation", id);
        });
    return Main.DONE;
  }
}
