package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.Remnant;
import quayside.core.model.Container;

/** {@code ls}: the containers of one node or all. */
@Command(name = "ls", description = "Lists the containers of one node or of all.")
final class ListCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--left",
      description = "Only what moves and refreshes left there, or work on just now.")
  private boolean left;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NODE")
  private Optional<String> node;

  ListCommand(Shell shell) {
    this.shell = shell;
    this.node = Optional.empty();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = shell.console();
    int code = Main.DONE;
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("CONTAINER", "STATE", "SYSTEM", "MEMORY", "DISK", "ADDRESSES"));
    try (Quayside quayside = shell.open()) {
      List<String> names =
          node.map(List::of)
              .orElseGet(
                  () -> quayside.fleet().nodes().stream().map(v -> v.node().name()).toList());
      for (NodeView view : Asking.refresh(quayside.fleet(), names)) {
        if (view.problem().isPresent()) {
          console.problem(view.problem().get());
          code = Main.FAILED;
        }
        for (Container container : view.containers()) {
          if (left && Remnant.of(container).isEmpty()) {
            continue;
          }
          console.object(Views.container(container, false));
          rows.add(row(container));
        }
      }
      if (names.isEmpty()) {
        console.note("No nodes yet: quayside node add NAME ssh://USER@HOST");
      }
    }
    console.table(rows);
    if (left && rows.size() == 1) {
      console.note("Nothing is left of any move.");
    }
    return code;
  }

  private static List<String> row(Container container) {
    return List.of(
        container.ref().toString(),
        Remnant.of(container)
            .map(left -> container.state().text() + " (" + Views.lower(left.kind()) + ")")
            .orElse(container.state().text()),
        container.distribution() + " " + container.version(),
        Views.size(container.memory()),
        Views.size(container.disk()),
        String.join(" ", container.addresses()));
  }
}
