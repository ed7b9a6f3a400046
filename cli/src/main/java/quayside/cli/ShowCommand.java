package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.Remnant;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;

/** {@code show}: everything about one container. */
@Command(name = "show", description = "Shows everything that the node tells of a container.")
final class ShowCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "NODE:CT")
  private String name = "";

  ShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Container container;
    try (Quayside quayside = shell.open()) {
      ContainerRef ref = quayside.fleet().find(name);
      try (ContainerDriver driver = quayside.drivers().open(Nodes.named(quayside, ref.node()))) {
        container = driver.show(ref.onNode());
      }
    }
    Map<String, Object> object = Views.container(container, true);
    shell.console().object(object);
    var rows = new ArrayList<List<String>>();
    container.record().forEach((key, value) -> rows.add(List.of(key, JsonLine.text(value))));
    shell.console().table(rows);
    Remnant.of(container).ifPresent(left -> shell.console().note(left.sentence()));
    return Main.DONE;
  }
}
