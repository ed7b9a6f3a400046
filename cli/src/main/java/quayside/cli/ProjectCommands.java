package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quayside.core.model.Container;

/** {@code project …}: where the names of instances are unique. */
@Command(
    name = "project",
    description = "Projects of Incus and LXD servers; containers there are NODE:PROJECT:CT.",
    synopsisSubcommandLabel = "VERB")
final class ProjectCommands extends OnServer {

  ProjectCommands(Shell shell) {
    super(shell);
  }

  @Command(name = "ls", description = "Lists them, with how many containers are in each.")
  int list(@Parameters(paramLabel = "NODE") String node) throws IOException {
    on(
        node,
        (server, driver) -> {
          var counts = new LinkedHashMap<String, Integer>();
          server.objects().projects().forEach(project -> counts.put(project, 0));
          for (Container each : driver.list()) {
            counts.merge(each.ref().pool(), 1, Integer::sum);
          }
          var rows = new ArrayList<List<String>>();
          rows.add(List.of("PROJECT", "CONTAINERS"));
          counts.forEach((project, count) -> {
            Map<String, Object> object = Views.typed("project");
            object.put("node", node);
            object.put("name", project);
            object.put("containers", count);
            shell.console().object(object);
            rows.add(List.of(project, String.valueOf(count)));
          });
          shell.console().table(rows);
        });
    return Main.DONE;
  }
}
